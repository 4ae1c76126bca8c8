import { MessageCircle } from "lucide-react";
import { useMemo } from "react";

import { dayName } from "@/format/time";
import { usePhoneText } from "@/format/phone";
import { Empty } from "@/ui/empty";

import { CallEntry } from "../calls/call-entry";
import { useWorld } from "../sim/context";
import { Bubble } from "./bubble";
import { useEnd } from "./end";
import { timeline } from "./timeline";

interface Props {
  phone: string;
  own: string;
  /** Shows a webhook. */
  onWebhook: (id: number) => void;
}

/** What the phone and the number have written, and their calls. */
export function Thread({ phone, own, onWebhook }: Props) {
  const { messages, calls, webhooks, connection } = useWorld();
  const entries = useMemo(() => timeline(phone, own, { messages, calls }), [phone, own, messages, calls]);
  const asked = useMemo(() => new Map(webhooks.map((webhook) => [webhook.message_sid, webhook])), [webhooks]);
  const end = useEnd(`${own} ${entries.at(-1)?.key}`);

  return (
    <div {...end} role="log" aria-label="Texts and calls" tabIndex={0} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 py-3">
      <div className="flex flex-col gap-1">
        {entries.length === 0 && connection !== "reading" && <Hint own={own} />}
        {entries.map((entry, place) => {
          const day = dayName(entry.time);
          const isNewDay = !entries[place - 1] || dayName(entries[place - 1]?.time ?? "") !== day;
          return (
            <div key={entry.key} className="flex flex-col">
              {isNewDay && <p className="my-2 text-center text-xs text-muted">{day}</p>}
              {entry.kind === "call" ? (
                <CallEntry call={entry.call} />
              ) : (
                <Bubble phone={phone} message={entry.message} webhook={asked.get(entry.message.sid)} onWebhook={onWebhook} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Hint({ own }: { own: string }) {
  const phoneText = usePhoneText();
  return (
    <Empty icon={<MessageCircle />} title="Say hello">
      Text {phoneText(own)} and look at{" "}
      <a href="/" target="inbox" className="font-medium text-accent-ink underline underline-offset-2">
        the inbox
      </a>
      . The answer comes back here.
    </Empty>
  );
}

import { RotateCcw } from "lucide-react";
import type { ReactNode } from "react";

import type { Message } from "@/api/types";
import { clockTime, shortTime } from "@/format/time";
import { progressOf } from "@/parts/ticks";
import { Button } from "@/ui/button";
import { Time } from "@/ui/time";

import type { Row } from "./rows";
import { useTools } from "./tools";
import { useUserName } from "./user-name";

/** Below a message: when and by whom; what is to be known of one that is not simply there. */
export function BubbleFoot({ message, row }: { message: Message; row: Row }) {
  const { scheduled } = useTools();
  const progress = progressOf(message);
  if (progress === "failed") return <Failed message={message} />;
  if (progress === "scheduled") {
    return (
      <div className="flex flex-wrap items-center justify-end gap-2 text-xs text-muted">
        <span>
          Will be sent <Time at={message.send_at ?? message.sort_at} show={whenText} />
        </span>
        {scheduled?.(message)}
      </div>
    );
  }
  if (progress === "canceled") return <Line>Cancelled, not sent</Line>;
  if (message.unconfirmed && progress === "waiting") return <Line>Not confirmed yet: it may have been sent. We are finding out.</Line>;
  if (row.isFollowed) return null;
  return (
    <Line>
      <Author message={message} />
      <Time at={message.sort_at} show={clockTime} />
    </Line>
  );
}

const Line = ({ children }: { children: ReactNode }) => <p className="px-1 text-xs text-muted">{children}</p>;

const whenText = (iso: string) => (new Date(iso).toDateString() === new Date().toDateString() ? `today at ${clockTime(iso)}` : `${shortTime(iso)} at ${clockTime(iso)}`);

function Author({ message }: { message: Message }) {
  const userName = useUserName();
  const by = message.created_by;
  if (message.direction === "inbound" || !by) return null;
  return <>{userName(by)} · </>;
}

/** Why it did not arrive, what to do about it, and the way to try it once more. */
function Failed({ message }: { message: Message }) {
  const { retry, tried } = useTools();
  const isTried = tried?.has(message.message_id);
  return (
    <div className="flex max-w-prose flex-wrap items-center justify-end gap-x-3 gap-y-1 rounded-xl bg-danger-soft px-3 py-2 text-sm text-danger">
      <p className="min-w-0 flex-1 basis-56">
        <span className="font-semibold">{message.status === "undelivered" ? "Not delivered. " : "Not sent. "}</span>
        {message.error_message ?? "It is not known why."} {message.error_advice && <Advice text={message.error_advice} />}
      </p>
      {isTried && <p>Sent once more.</p>}
      {retry && !isTried && (
        <Button size="small" icon={<RotateCcw aria-hidden />} onClick={() => retry(message)}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Of a code that is not known here it is a link. */
function Advice({ text }: { text: string }) {
  if (!/^https:\/\/\S+$/.test(text)) return text;
  return (
    <a href={text} target="_blank" rel="noopener noreferrer" className="underline">
      What Twilio says about it
    </a>
  );
}

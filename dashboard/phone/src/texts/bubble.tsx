import clsx from "clsx";

import { usePhoneText } from "@/format/phone";
import { clockTime } from "@/format/time";
import { Time } from "@/ui/time";

import type { Message, Webhook } from "../sim/types";
import { Attachment } from "./attachment";
import { errorText } from "./error-text";
import { bare } from "./timeline";

const NO_BREAK = "\u00a0";
/** Between two facts; no line begins with it. */
const DOT = `${NO_BREAK}· `;

interface Props {
  phone: string;
  message: Message;
  /** What the application was asked because of it. */
  webhook: Webhook | undefined;
  onWebhook: (id: number) => void;
}

/** A text as the phone shows it. */
export function Bubble({ phone, message, webhook, onWebhook }: Props) {
  const phoneText = usePhoneText();
  const { from, time, body, media, status, other_recipients } = message;
  const isOwn = bare(from) === phone;
  const isLost = !isOwn && (status === "undelivered" || status === "failed");
  const isOfOther = !isOwn && message.direction === "inbound";
  return (
    <div className={clsx("mt-1 flex max-w-[85%] min-w-0 flex-col gap-1", isOwn ? "items-end self-end" : "items-start self-start")}>
      <span className="sr-only">{isOwn ? "Sent: " : "Received: "}</span>
      {isOfOther && <span className="px-1 text-xs text-muted">{phoneText(from)}</span>}
      {media.map((one) => (
        <Attachment key={one.sid} media={one} lost={isLost} />
      ))}
      {body && (
        <p
          dir="auto"
          className={clsx(
            "rounded-2xl max-w-full px-3.5 py-2 wrap-anywhere whitespace-pre-wrap",
            isOwn && "rounded-ee-md bg-own-bubble text-on-own-bubble",
            !isOwn && !isLost && "rounded-es-md border border-line bg-bubble",
            isLost && "rounded-es-md border border-dashed border-danger bg-danger-soft text-danger",
          )}
        >
          {body}
        </p>
      )}
      <div className={clsx("px-1 text-xs text-muted", isOwn && "text-end")}>
        <p>
          {isOwn && "Sent "}
          <Time at={time} show={clockTime} />
          {from.startsWith("whatsapp:") && (
            <>
              {DOT}
              <span className="font-medium text-good">WhatsApp</span>
            </>
          )}
          {isOwn && webhook && <Answered webhook={webhook} onShow={() => onWebhook(webhook.id)} />}
        </p>
        {other_recipients.length > 0 && <p>Group with {other_recipients.map((other) => phoneText(other).replaceAll(" ", NO_BREAK)).join(", ")}</p>}
        {isLost && <p className="text-danger">Did not arrive: {errorText(message.error_code)}</p>}
      </div>
    </div>
  );
}

function Answered({ webhook: { status, error }, onShow }: { webhook: Webhook; onShow: () => void }) {
  return (
    <>
      {DOT}
      <button type="button" onClick={onShow} className={clsx("underline-offset-2 hover:underline", (error || status === null) && "text-danger")}>
        {status === null ? "No answer to the webhook" : `Webhook ${status}`}
      </button>
    </>
  );
}

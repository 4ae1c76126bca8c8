import { idempotencyKey } from "patchbay-client";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";

import { useConnected } from "./connected";
import { type Message, reasonOf } from "./records";

interface Props {
  to: string;
  from: string;
  channel: "sms" | "whatsapp";
  leadId: string | undefined;
  onSent: (message: Message) => void;
}

/** The box below a conversation. A text whose answer was lost is sent again under the same key, so never twice. */
export function Composer({ to, from, channel, leadId, onSent }: Props) {
  const { patchbay } = useConnected();
  const [body, setBody] = useState("");
  const [state, setState] = useState<"ready" | "sending" | string>("ready");
  const wanted = useRef({ body: "", key: "" });

  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!body.trim() || state === "sending") return;
    if (wanted.current.body !== body) wanted.current = { body, key: idempotencyKey() };
    setState("sending");
    const header = { "Idempotency-Key": wanted.current.key };
    const message = { to, from, channel, body, ...(leadId && { lead_id: leadId }) };
    const answer = await patchbay.POST("/api/messages", { params: { header }, body: message }).catch(() => undefined);
    if (answer?.data) {
      onSent(answer.data);
      wanted.current = { body: "", key: "" };
      setBody("");
      setState("ready");
    } else setState(answer ? reasonOf(answer.error) : "There was no answer. Try again: it will not be sent twice.");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void send();
    }
  };
  const reason = state === "ready" || state === "sending" ? undefined : state;
  return (
    <form className="patchbay-composer" onSubmit={(event) => void send(event)}>
      {reason && (
        <p role="alert" className="patchbay-alert">
          {reason}
        </p>
      )}
      <textarea aria-label="Message" rows={2} maxLength={1600} placeholder="Write a message" value={body} onChange={(event) => setBody(event.target.value)} onKeyDown={onKeyDown} />
      <button type="submit" disabled={!body.trim() || state === "sending"}>
        {state === "sending" ? "Sending…" : "Send"}
      </button>
    </form>
  );
}

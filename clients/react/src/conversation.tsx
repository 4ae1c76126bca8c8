import { useEffect, useRef } from "react";

import { Bubble } from "./bubble";
import { Composer } from "./composer";
import { useConnected, useHeard } from "./connected";
import { type Message, threadIdOf } from "./records";
import { useList } from "./use-list";

export interface ConversationProps {
  /** The other side's number, in E.164. */
  contact: string;
  /** The tenant's own number, in E.164. */
  from: string;
  channel?: "sms" | "whatsapp";
  /** The website's own reference for this person, kept with what is sent. */
  leadId?: string;
  /** What stands above; without it the number. */
  title?: string;
}

/** One conversation: what was written, what becomes of it, and a box to answer. */
export function Conversation({ contact, from, channel = "sms", leadId, title }: ConversationProps) {
  const { patchbay } = useConnected();
  const id = threadIdOf(channel, from, contact);
  const list = useList<Message>({
    key: id,
    ask: (cursor) => patchbay.GET("/api/threads/{id}/messages", { params: { path: { id }, query: { limit: 30, ...(cursor && { cursor }) } } }),
    idOf: (message) => message.message_id,
    sortOf: (message) => message.sort_at,
  });
  useHeard((event) => {
    if (event === "missed") return list.again();
    const message = event.data as unknown as Message;
    if (event.type.startsWith("message.") && message.thread_id === id) list.put(message);
  });
  const newest = list.items[0]?.message_id;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const log = end.current?.parentElement;
    if (log) log.scrollTop = log.scrollHeight;
  }, [newest]);
  return (
    <section className="patchbay patchbay-conversation" aria-label={`Conversation with ${title ?? contact}`}>
      <header className="patchbay-head">{title ?? contact}</header>
      <div className="patchbay-log" role="log" aria-live="polite" tabIndex={0} aria-label="Messages">
        {list.hasMore && (
          <button type="button" className="patchbay-quiet" onClick={list.more}>
            Earlier messages
          </button>
        )}
        {list.state === "reading" && <p className="patchbay-hint">Loading…</p>}
        {list.state === "failed" && (
          <p className="patchbay-hint" role="alert">
            {list.reason}{" "}
            <button type="button" className="patchbay-quiet" onClick={list.again}>
              Try again
            </button>
          </p>
        )}
        {list.state === "read" && list.items.length === 0 && <p className="patchbay-hint">Nothing was written yet.</p>}
        {list.items.toReversed().map((message) => (
          <Bubble key={message.message_id} message={message} />
        ))}
        <div ref={end} />
      </div>
      <Composer key={id} to={contact} from={from} channel={channel} leadId={leadId} onSent={list.add} />
    </section>
  );
}

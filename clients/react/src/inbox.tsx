import { useConnected, useHeard } from "./connected";
import type { Thread } from "./records";
import { useList } from "./use-list";

export interface InboxProps {
  /** Which conversations; by default those that are open. */
  status?: "open" | "done";
  /** Is told which conversation was chosen. */
  onOpen?: (thread: Thread) => void;
}

/** Conversations, the latest first, with what waits in them. */
export function Inbox({ status = "open", onOpen }: InboxProps) {
  const { patchbay } = useConnected();
  const list = useList<Thread>({
    key: status,
    ask: (cursor) => patchbay.GET("/api/threads", { params: { query: { status, limit: 30, ...(cursor && { cursor }) } } }),
    idOf: (thread) => thread.thread_id,
    sortOf: (thread) => thread.last_activity_at,
  });
  useHeard((event) => {
    if (event === "missed") return list.again();
    if (event.type === "thread.created" || event.type === "thread.updated") list.put(event.data as unknown as Thread);
  });
  const shown = list.items.filter((thread) => thread.status === status);
  return (
    <section className="patchbay patchbay-inbox" aria-label="Conversations">
      {list.state === "reading" && <p className="patchbay-hint">Loading…</p>}
      {list.state === "failed" && (
        <p className="patchbay-hint" role="alert">
          {list.reason}{" "}
          <button type="button" className="patchbay-quiet" onClick={list.again}>
            Try again
          </button>
        </p>
      )}
      {list.state === "read" && shown.length === 0 && <p className="patchbay-hint">No conversations.</p>}
      <ul>
        {shown.map((thread) => (
          <li key={thread.thread_id}>
            <button type="button" onClick={() => onOpen?.(thread)} className={thread.unread_count > 0 ? "patchbay-unread" : ""}>
              <span className="patchbay-name">{thread.contact_name ?? thread.contact_number}</span>
              <span className="patchbay-preview">{thread.last_message}</span>
              {thread.unread_count > 0 && <span className="patchbay-count" aria-label={`${thread.unread_count} unread`}>{thread.unread_count}</span>}
            </button>
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <button type="button" className="patchbay-quiet" onClick={list.more}>
          More conversations
        </button>
      )}
    </section>
  );
}

import clsx from "clsx";
import { CircleAlert } from "lucide-react";

import type { Thread } from "@/api/types";
import { progressOf, Ticks } from "@/parts/ticks";

/** The last message, and of one's own side how far it is, or that it has failed. */
export function Preview({ thread }: { thread: Thread }) {
  const { last_message, last_direction, last_message_status: status, unread_count } = thread;
  if (last_message === null) return <span className="text-muted italic">No messages yet</span>;
  const isOwn = last_direction === "outbound";
  const failed = isOwn && progressOf({ status }) === "failed";
  return (
    <span className={clsx("flex min-w-0 items-center gap-1", failed ? "text-danger" : unread_count > 0 ? "text-ink" : "text-muted")}>
      {failed && <CircleAlert aria-hidden className="size-4 shrink-0" />}
      {isOwn && !failed && status && <Ticks message={{ status }} className="shrink-0" />}
      <span className="truncate">
        {failed && (status === "undelivered" ? "Not delivered: " : "Not sent: ")}
        {last_message}
      </span>
    </span>
  );
}

import { Link } from "@tanstack/react-router";

import type { Thread } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { ChannelIcon } from "@/parts/channel-icon";
import { Time } from "@/ui/time";

/** Conversations with somebody, one for each pair of numbers. */
export function Conversations({ threads }: { threads: Thread[] }) {
  const phone = usePhoneText();
  return (
    <ul className="-mx-2">
      {threads.map((thread) => (
        <li key={thread.thread_id}>
          <Link to="/inbox/$threadId" params={{ threadId: thread.thread_id }} preload={false} className="flex min-h-10 items-center gap-2 rounded-lg px-2 py-1 text-sm hover:bg-sunken">
            <ChannelIcon channel={thread.channel} />
            <span className="min-w-0 flex-1">
              <span className="block truncate">{thread.last_message ?? "No messages yet"}</span>
              <span className="block truncate text-xs text-muted">
                to {phone(thread.own_number)}
                {thread.status === "done" && " · done"}
                {thread.assigned_to && ` · with ${thread.assigned_to}`}
              </span>
            </span>
            <Time at={thread.last_activity_at} className="text-xs whitespace-nowrap text-muted" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

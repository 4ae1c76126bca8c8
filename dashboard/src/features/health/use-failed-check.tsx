import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import type { Message, Thread } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { useEvents } from "@/live/context";

import { FAILED, type Failed, useFailed } from "./api/failed";
import type { CheckProps } from "./components/check";

/** Messages that did not arrive, by why; what fails while the page is looked at is there at once. */
export function useFailedCheck(): CheckProps {
  const query = useFailed();
  const queries = useQueryClient();
  useEvents(({ type, data }) => {
    const { status } = data as Partial<Message>;
    if (type === "message.updated" && (status === "failed" || status === "undelivered")) void queries.invalidateQueries({ queryKey: FAILED });
  });
  const troubles = (query.data ?? []).map(({ message, threads }) => ({
    id: message.message_id,
    trouble: { tone: "warn" as const, title: titleOf(message, threads), text: message.error_advice ?? "Open the conversation and try again." },
    action: <Whom threads={threads} />,
  }));
  return { name: "Messages that did not arrive", good: "All that was sent last has arrived or is on its way.", query, troubles };
}

function titleOf({ error_message }: Message, threads: Failed["threads"]): string {
  const count = threads.length === 1 ? "" : `${threads.length} messages: `;
  return `${count}${error_message ?? "It is not known why."}`;
}

function Whom({ threads }: { threads: Thread[] }) {
  const phone = usePhoneText();
  return (
    <ul aria-label="Conversations" className="flex flex-wrap gap-x-3">
      {threads.slice(0, 5).map(({ thread_id, contact_name, contact_number }) => (
        <li key={thread_id}>
          <Link to="/inbox/$threadId" params={{ threadId: thread_id }} className="inline-flex min-h-10 items-center underline underline-offset-2">
            {contact_name ?? phone(contact_number)}
          </Link>
        </li>
      ))}
      {threads.length > 5 && <li className="inline-flex min-h-10 items-center">and {threads.length - 5} more</li>}
    </ul>
  );
}

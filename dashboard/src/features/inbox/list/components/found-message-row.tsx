import { Link } from "@tanstack/react-router";
import type { components } from "patchbay-client";

import { usePhoneText } from "@/format/phone";
import { Time } from "@/ui/time";

import { excerpt } from "../pieces";
import { Marked } from "./marked";

type FoundMessage = components["schemas"]["FoundMessage"];

/** A message that a search has found. It leads to its conversation. */
export function FoundMessageRow({ found: { message, contact }, q }: { found: FoundMessage; q: string }) {
  const phone = usePhoneText();
  const isOwn = message.direction === "outbound";
  const name = contact?.name ?? phone(isOwn ? message.to_number : message.from_number);
  return (
    <Link
      to="/inbox/$threadId"
      params={{ threadId: message.thread_id }}
      search={true}
      preload={false}
      className="flex flex-col gap-0.5 border-b border-line px-4 py-2.5 -outline-offset-2 hover:bg-sunken/60 data-[status=active]:bg-accent-soft"
    >
      <span className="flex items-baseline gap-2">
        <span className="truncate font-medium">{name}</span>
        <Time at={message.sort_at} className="ms-auto text-xs whitespace-nowrap text-muted" />
      </span>
      <span className="line-clamp-2 text-sm text-muted">
        {isOwn && "You: "}
        <Marked text={excerpt(message.body, q)} q={q} />
      </span>
    </Link>
  );
}

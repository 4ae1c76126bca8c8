import { Link } from "@tanstack/react-router";

import { useCounts } from "@/parts/counts";
import { tabLook } from "@/ui/tab-look";

import type { VoicemailsSearch } from "../search";

const TABS = [
  ["new", "New"],
  ["listened", "Listened"],
  ["archived", "Archived"],
] as const;

/** The lists by what was done about voicemails. */
export function Tabs({ search: { status = "new", contact } }: { search: VoicemailsSearch }) {
  const waiting = useCounts().data?.new_voicemails ?? 0;
  return (
    <nav aria-label="Status" className="flex shrink-0 border-b border-line px-2">
      {TABS.map(([tab, name]) => (
        <Link
          key={tab}
          to="/voicemails"
          search={{ ...(tab !== "new" && { status: tab }), ...(contact && { contact }) }}
          // Exactly: the router takes a tab without filters for a part of every other.
          activeOptions={{ exact: true }}
          aria-current={status === tab ? "true" : undefined}
          className={tabLook(status === tab)}
        >
          {name}
          {tab === "new" && waiting > 0 && <span className="rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent">{waiting}</span>}
        </Link>
      ))}
    </nav>
  );
}

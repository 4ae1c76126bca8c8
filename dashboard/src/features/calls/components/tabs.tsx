import { Link } from "@tanstack/react-router";

import { useCounts } from "@/parts/counts";
import { tabLook } from "@/ui/tab-look";

import type { CallsSearch, CallsTab } from "../search";

const TABS: [tab: CallsTab | undefined, name: string][] = [
  [undefined, "All"],
  ["missed", "Missed"],
  ["answered", "Answered"],
  ["voicemail", "Voicemail"],
  ["failed", "Failed"],
];

/** The lists by what became of calls. */
export function Tabs({ search }: { search: CallsSearch }) {
  const missed = useCounts().data?.missed_calls ?? 0;
  const { outcome: _, ...others } = search;
  return (
    <nav aria-label="Outcome" className="flex shrink-0 overflow-x-auto border-b border-line px-2">
      {TABS.map(([tab, name]) => (
        <Link
          key={name}
          to="/calls"
          search={{ ...others, ...(tab && { outcome: tab }) }}
          // Exactly: the router takes a tab without filters for a part of every other.
          activeOptions={{ exact: true }}
          aria-current={search.outcome === tab ? "true" : undefined}
          className={tabLook(search.outcome === tab)}
        >
          {name}
          {tab === "missed" && missed > 0 && (
            <span className="rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent">
              {missed}
              <span className="sr-only"> not looked at</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}

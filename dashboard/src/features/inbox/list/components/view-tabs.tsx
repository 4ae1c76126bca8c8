import { Link } from "@tanstack/react-router";

import type { Counts } from "@/api/types";
import { useCounts } from "@/parts/counts";

import { type View, VIEWS } from "../../search";

const NAMES: Record<View, string> = { open: "Open", unread: "Unread", mine: "Mine", done: "Done", all: "All" };
const COUNTS: Partial<Record<View, (counts: Counts) => number>> = {
  open: ({ open }) => open,
  unread: ({ unread }) => unread,
  mine: ({ mine }) => mine,
};

const TAB =
  "relative inline-flex items-center gap-1.5 px-2 text-sm whitespace-nowrap text-muted hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-2 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:rounded-full aria-[current]:after:bg-accent";

/** Which conversations are listed, with how many there are. What was missed is among the calls. */
export function ViewTabs({ view }: { view: View }) {
  const { data: counts } = useCounts();
  return (
    <nav aria-label="Views" className="flex h-11 shrink-0 overflow-x-auto border-b border-line px-2">
      {VIEWS.map((name) => (
        <Link
          key={name}
          to="."
          search={(now) => ({ ...now, view: name === "open" ? undefined : name, q: undefined })}
          aria-current={name === view ? "true" : undefined}
          activeProps={{ "aria-current": undefined }}
          className={TAB}
        >
          {NAMES[name]}
          <Count count={counts && COUNTS[name]?.(counts)} />
        </Link>
      ))}
      <Link to="/calls" search={{ outcome: "missed" } as object} className={TAB}>
        Missed
        <Count count={counts?.missed_calls} />
      </Link>
    </nav>
  );
}

function Count({ count }: { count: number | undefined }) {
  if (!count) return null;
  return <span className="text-xs font-normal text-muted tabular-nums">{count > 999 ? "999+" : count}</span>;
}

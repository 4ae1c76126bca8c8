import { useRef, useState } from "react";

import type { Thread } from "@/api/types";

export interface Selection {
  ids: ReadonlySet<string>;
  threads: Thread[];
  /** Selects or unselects one; with `range` all from the last one to it. */
  toggle(id: string, range?: boolean): void;
  clear(): void;
}

/** Several conversations of a list. What leaves the list is no longer selected. */
export function useSelection(items: Thread[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string>(undefined);
  const threads = items.filter(({ thread_id }) => chosen.has(thread_id));
  const ids = new Set(threads.map(({ thread_id }) => thread_id));

  const toggle = (id: string, range = false) => {
    const between = range ? spanOf(items, last.current, id) : [];
    const next = new Set(ids);
    if (between.length > 0) for (const one of between) next.add(one);
    else if (!next.delete(id)) next.add(id);
    last.current = id;
    setChosen(next);
  };
  return { ids, threads, toggle, clear: () => setChosen(new Set()) };
}

function spanOf(items: Thread[], from: string | undefined, to: string): string[] {
  const all = items.map(({ thread_id }) => thread_id);
  const ends = [all.indexOf(from ?? to), all.indexOf(to)].toSorted((a, b) => a - b);
  const [start = -1, end = -1] = ends;
  return start < 0 ? [] : all.slice(start, end + 1);
}

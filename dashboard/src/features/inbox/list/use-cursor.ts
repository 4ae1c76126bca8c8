import { useEffect, useRef, useState } from "react";

import type { Thread } from "@/api/types";

export interface Cursor {
  thread: Thread | undefined;
  /** The row that keys have moved to last, to have it in view. */
  at: number | undefined;
  /** Goes to the next or the one before; gives focus to its row unless `quiet`. */
  move(step: 1 | -1, quiet?: boolean): Thread | undefined;
  set(id: string): void;
  /** Gives focus to the row where keys are. */
  focus(): void;
  /** Whether this row is to take focus, which it does once. */
  takeFocus(id: string): boolean;
}

/** Whether what keys are about is the list. */
export const isInList = () => Boolean(document.activeElement?.closest("[data-threads]"));

/** Where keys are in a list: at the row that has focus or had it last; elsewhere at the conversation that is open. */
export function useCursor(items: Thread[], open: string | undefined): Cursor {
  const [last, setLast] = useState<{ id: string; at?: number }>();
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    if (open && !isInList()) setLast({ id: open });
  }, [open]);
  const found = items.findIndex(({ thread_id }) => thread_id === last?.id);
  const go = (at: number, takesFocus: boolean) => {
    const thread = items[at];
    if (!thread) return undefined;
    if (takesFocus) wanted.current = thread.thread_id;
    setLast({ id: thread.thread_id, at });
    return thread;
  };
  return {
    thread: items[Math.max(found, 0)],
    at: last?.at,
    move: (step, quiet = false) => go(found < 0 ? 0 : Math.min(Math.max(found + step, 0), items.length - 1), !quiet),
    set: (id) => setLast((before) => ({ ...before, id })),
    focus: () => void go(Math.max(found, 0), true),
    takeFocus(id) {
      if (wanted.current !== id) return false;
      wanted.current = undefined;
      return true;
    },
  };
}

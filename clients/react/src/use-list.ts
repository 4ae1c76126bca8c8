import { useCallback, useEffect, useRef, useState } from "react";

import { merged, reasonOf } from "./records";

interface Answer<T> {
  data?: { items: T[]; next: string | null } | undefined;
  error?: unknown;
  response: Response;
}

interface Source<T> {
  /** What is listed: another key is another list. */
  key: string;
  ask: (cursor: string | undefined) => Promise<Answer<T>>;
  idOf: (record: T) => string;
  sortOf: (record: T) => string;
}

/** A list of the API, the newest first, page by page. */
export interface Listed<T> {
  items: T[];
  state: "reading" | "read" | "failed";
  reason: string | undefined;
  hasMore: boolean;
  more(): void;
  again(): void;
  /** As an event tells it. */
  put(record: T): void;
  /** As an answer tells it that has just made it: what an event has told of it meanwhile is newer. */
  add(record: T): void;
}

interface Held<T> {
  key: string;
  items: T[];
  next: string | null;
  state: Listed<T>["state"];
  reason?: string;
}

export function useList<T>({ key, ask, idOf, sortOf }: Source<T>): Listed<T> {
  const [held, setHeld] = useState<Held<T>>({ key, items: [], next: null, state: "reading" });
  // What is told while a page is on its way is newer than the page.
  const readings = useRef(new Set<T[]>());
  const read = useCallback(
    async (cursor: string | undefined) => {
      const told: T[] = [];
      readings.current.add(told);
      const { data, error, response } = await ask(cursor).finally(() => readings.current.delete(told));
      // A conversation that nobody has written in is not there yet.
      const page = data ?? (response.status === 404 ? { items: [], next: null } : undefined);
      setHeld((before) => {
        const items = before.key === key ? before.items : [];
        if (!page) return { key, items, next: null, state: "failed", reason: reasonOf(error) };
        return { key, items: merged(items, [...page.items, ...told], idOf, sortOf), next: page.next, state: "read" };
      });
    },
    // The functions are made anew with each rendering, and mean the same as long as the key does.
    [key],
  );
  useEffect(() => void read(undefined), [read]);
  const put = (record: T) => {
    for (const told of readings.current) told.push(record);
    setHeld((before) => ({ ...before, items: merged(before.items, [record], idOf, sortOf) }));
  };
  const add = (record: T) => setHeld((before) => ({ ...before, items: merged([record], before.items, idOf, sortOf) }));
  const now = held.key === key ? held : { key, items: [], next: null, state: "reading" as const };
  return {
    items: now.items,
    state: now.state,
    reason: "reason" in now ? now.reason : undefined,
    hasMore: now.next !== null,
    more: () => void (now.next && read(now.next)),
    again: () => void read(undefined),
    put,
    add,
  };
}

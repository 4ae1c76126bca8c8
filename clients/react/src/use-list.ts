import { useCallback, useEffect, useState } from "react";

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
  put(record: T): void;
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
  const read = useCallback(
    async (cursor: string | undefined) => {
      const { data, error, response } = await ask(cursor);
      // A conversation that nobody has written in is not there yet.
      const page = data ?? (response.status === 404 ? { items: [], next: null } : undefined);
      setHeld((before) => {
        const items = before.key === key ? before.items : [];
        if (!page) return { key, items, next: null, state: "failed", reason: reasonOf(error) };
        return { key, items: merged(items, page.items, idOf, sortOf), next: page.next, state: "read" };
      });
    },
    // The functions are made anew with each rendering, and mean the same as long as the key does.
    [key],
  );
  useEffect(() => void read(undefined), [read]);
  const put = (record: T) => setHeld((before) => ({ ...before, items: merged(before.items, [record], idOf, sortOf) }));
  const now = held.key === key ? held : { key, items: [], next: null, state: "reading" as const };
  return {
    items: now.items,
    state: now.state,
    reason: "reason" in now ? now.reason : undefined,
    hasMore: now.next !== null,
    more: () => void (now.next && read(now.next)),
    again: () => void read(undefined),
    put,
  };
}

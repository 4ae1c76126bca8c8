import type { QueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";
import { changeLists, listed, replaced, without } from "@/api/lists";
import type { Thread } from "@/api/types";

import { placed } from "./placed";

/** A conversation of a list; `partial` while it is known from an event alone, which does not say whose it is. */
export type ListedThread = Thread & { partial?: true | undefined };

/** What was known of a conversation last, kept for a while: it may leave all lists and come back. */
const lastKey = (id: string) => ["last-known-thread", id] as const;

/** Puts a conversation as it is now wherever it is shown. */
export function threadChanged(queries: QueryClient, thread: ListedThread) {
  queries.setQueryData<ListedThread>(lastKey(thread.thread_id), thread);
  queries.setQueryData<Thread | null>(keys.thread(thread.thread_id), (shown) => (shown === undefined ? undefined : { ...shown, ...thread }));
  changeLists<ListedThread>(queries, keys.threads(), (pages, [, filters]) => placed(pages, thread, Object(filters)));
}

/** Takes a conversation out of all lists. */
export function threadGone(queries: QueryClient, id: string) {
  changeLists<Thread>(queries, keys.threads(), (pages) => without(pages, ({ thread_id }) => thread_id === id));
}

/** Changes conversations where they are shown; none of what changes decides about their place. */
export function threadsAltered(queries: QueryClient, isMeant: (thread: Thread) => boolean, alter: (thread: Thread) => Thread) {
  changeLists<Thread>(queries, keys.threads(), (pages) => {
    const meant = pages.flatMap(({ items }) => items.filter(isMeant));
    return meant.reduce((all, thread) => replaced(all, alter(thread), (item) => item === thread), pages);
  });
  for (const [key, thread] of queries.getQueriesData<Thread>({ queryKey: ["thread"] })) {
    if (thread && isMeant(thread)) queries.setQueryData(key, alter(thread));
  }
}

/** A conversation as the page knows it. */
export function knownThread(queries: QueryClient, id: string): ListedThread | undefined {
  const shown = queries.getQueryData<Thread>(keys.thread(id));
  const inList = () => listed<ListedThread>(queries, keys.threads()).find(({ thread_id }) => thread_id === id);
  return shown ?? inList() ?? queries.getQueryData<ListedThread>(lastKey(id));
}

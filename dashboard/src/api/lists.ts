import {
  type InfiniteData,
  type QueryClient,
  type QueryKey,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { useMemo } from "react";

/** A page of a list, as the API answers it. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

export type Pages<T> = InfiniteData<Page<T>>;

export interface List<T> {
  items: T[];
  query: UseInfiniteQueryResult<Pages<T>>;
}

/** A list of the API, page by page: `query.fetchNextPage()` reads on. */
export function useList<T>(key: QueryKey, ask: (cursor: string | undefined) => Promise<Page<T>>, enabled = true): List<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => ask(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<T>) => page.next ?? undefined,
    enabled,
  });
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { items, query };
}

/** All that the lists in the cache have whose key begins with `key`. */
export function listed<T>(queries: QueryClient, key: QueryKey): T[] {
  return queries.getQueriesData<Pages<T>>({ queryKey: key }).flatMap(([, data]) => data?.pages.flatMap(({ items }) => items) ?? []);
}

/** Changes every list in the cache whose key begins with `key`. */
export function changeLists<T>(queries: QueryClient, key: QueryKey, change: (pages: Page<T>[], key: QueryKey) => Page<T>[]) {
  for (const [list] of queries.getQueriesData<Pages<T>>({ queryKey: key })) {
    const apply = () => queries.setQueryData<Pages<T>>(list, (data) => data && { ...data, pages: change(data.pages, list) });
    // First: what is set while it is read is no end of the reading.
    afterReading(queries, list, apply);
    apply();
  }
}

/** What is being read was perhaps asked for before the change, and takes the place of all that is shown. */
function afterReading(queries: QueryClient, key: QueryKey, apply: () => void) {
  const cache = queries.getQueryCache();
  const query = cache.find({ queryKey: key, exact: true });
  if (query?.state.fetchStatus !== "fetching") return;
  const stop = cache.subscribe((event) => {
    if (event.query !== query) return;
    const ended = event.type === "removed" || (event.type === "updated" && (event.action.type === "error" || (event.action.type === "success" && !event.action.manual)));
    if (!ended) return;
    stop();
    apply();
  });
}

/** Puts a record in place of what a list has of it; the list stays as it is where it has none. */
export function replaced<T>(pages: Page<T>[], record: T, isSame: (item: T) => boolean): Page<T>[] {
  if (!pages.some((page) => page.items.some(isSame))) return pages;
  return pages.map((page) => ({ ...page, items: page.items.map((item) => (isSame(item) ? record : item)) }));
}

/** Takes a record out of a list. */
export function without<T>(pages: Page<T>[], isSame: (item: T) => boolean): Page<T>[] {
  return pages.map((page) => ({ ...page, items: page.items.filter((item) => !isSame(item)) }));
}

/** Puts a record on top of a list. */
export function onTop<T>(pages: Page<T>[], record: T, isSame: (item: T) => boolean): Page<T>[] {
  const [first, ...rest] = without(pages, isSame);
  return first ? [{ ...first, items: [record, ...first.items] }, ...rest] : pages;
}

import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";

import { changeLists, onTop, type Page, type Pages } from "./lists";

const key = ["things", {}];

/** A list whose pages are answered by hand, in their order. */
function listOf(queries: QueryClient) {
  const answers: ((page: Page<string>) => void)[] = [];
  const list = new InfiniteQueryObserver<Page<string>, Error, Pages<string>, typeof key, string | undefined>(queries, {
    queryKey: key,
    queryFn: () => new Promise((resolve) => answers.push(resolve)),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const end = list.subscribe(() => undefined);
  const shown = () => list.getCurrentResult().data?.pages.flatMap(({ items }) => items);
  return { list, answers, shown, end };
}

const add = (queries: QueryClient, thing: string) => changeLists<string>(queries, ["things"], (pages) => onTop(pages, thing, (item) => item === thing));

test("what changes while a list is read is there afterwards", async () => {
  const queries = new QueryClient();
  const { list, answers, shown, end } = listOf(queries);
  add(queries, "during the first page");
  answers[0]?.({ items: ["old"], next: "more" });
  await expect.poll(shown).toEqual(["during the first page", "old"]);
  const reading = list.fetchNextPage();
  add(queries, "during the second");
  expect(shown()).toEqual(["during the second", "during the first page", "old"]);
  answers[1]?.({ items: ["older"], next: null });
  await reading;
  expect(shown()).toEqual(["during the second", "during the first page", "old", "older"]);
  end();
});

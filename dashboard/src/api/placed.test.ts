import { expect, test } from "vitest";

import { placed } from "./placed";

const at = (day: number) => ({ created_at: `2026-01-0${day}T00:00:00.000Z` });
const pages = (next: string | null) => [
  { items: [at(8), at(6)], next: "b" },
  { items: [at(4)], next },
];
const days = (made: ReturnType<typeof pages>) => made.map(({ items }) => items.map(({ created_at }) => Number(created_at[9])));

test("a new record is on top", () => {
  expect(days(placed(pages(null), at(9)))).toEqual([[9, 8, 6], [4]]);
});

test("an older one stands where its time is", () => {
  expect(days(placed(pages(null), at(7)))).toEqual([[8, 7, 6], [4]]);
  expect(days(placed(pages(null), at(5)))).toEqual([[8, 6], [5, 4]]);
});

test("one beyond what was read waits for its page", () => {
  expect(days(placed(pages("c"), at(2)))).toEqual([[8, 6], [4]]);
  expect(days(placed(pages(null), at(2)))).toEqual([[8, 6], [4, 2]]);
});

test("an empty list has it alone", () => {
  expect(days(placed([{ items: [], next: null }], at(1)))).toEqual([[1]]);
});

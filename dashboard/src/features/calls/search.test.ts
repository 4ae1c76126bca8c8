import { expect, test } from "vitest";

import { callsSearch } from "./search";

test("what a URL says is taken", () => {
  const search = { outcome: "missed", direction: "inbound", number: "+15550190001", from: "2026-01-31" };
  expect(callsSearch(search)).toEqual(search);
});

test("a number without its plus is the same number", () => {
  expect(callsSearch({ number: 15550190001 })).toEqual({ number: "+15550190001" });
});

test("what means nothing is left out", () => {
  expect(callsSearch({ outcome: "lost", direction: 1, contact: "ada", number: "0", from: "today", other: "x" })).toEqual({});
});

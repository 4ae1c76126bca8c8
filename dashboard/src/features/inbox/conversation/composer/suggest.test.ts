import { expect, test } from "vitest";

import { begunAt, matching } from "./suggest";

test("a sign begins something at the start of a word alone", () => {
  expect(begunAt("/", 1, "/")).toEqual({ start: 0, typed: "" });
  expect(begunAt("Hi /op", 6, "/")).toEqual({ start: 3, typed: "op" });
  expect(begunAt("Hi\n/op", 6, "/")).toEqual({ start: 3, typed: "op" });
  expect(begunAt("and/or", 6, "/")).toBeUndefined();
  expect(begunAt("https://x", 9, "/")).toBeUndefined();
  expect(begunAt("/op en", 6, "/")).toBeUndefined();
  expect(begunAt("/open", 2, "/")).toEqual({ start: 0, typed: "o" });
});

test("names come before texts", () => {
  const choices = [
    { name: "hours", detail: "We open at nine" },
    { name: "Open", detail: "Yes" },
    { name: "bye", detail: "Bye" },
  ];
  expect(matching(choices, "open").map(({ name }) => name)).toEqual(["Open", "hours"]);
});

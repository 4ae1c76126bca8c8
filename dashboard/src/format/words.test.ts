import { expect, test } from "vitest";

import { isSearchable } from "./words";

test("a single letter is not searched for", () => {
  expect(isSearchable("a")).toBe(false);
  expect(isSearchable("- !")).toBe(false);
  expect(isSearchable("ab")).toBe(true);
});

import { expect, test } from "vitest";

import { mentionsIn } from "./mentions";

test("a note names users with @ at the start of a word", () => {
  expect(mentionsIn("@ada, ask @grace. Mail a@b.c")).toEqual(["ada", "grace"]);
  expect(mentionsIn("@ada @ada")).toEqual(["ada"]);
  expect(mentionsIn("none @ here")).toEqual([]);
});

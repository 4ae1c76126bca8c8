import { expect, test } from "vitest";

import { listeningOf } from "./listening";

test("knows who listens to words", () => {
  expect(listeningOf({ doing: "recording" })).toBe("recording");
  expect(listeningOf({ doing: "gathering", input: ["dtmf", "speech"] })).toBe("speech");
  expect(listeningOf({ doing: "talking" })).toBe("person");
  expect(listeningOf({ doing: "gathering", input: ["dtmf"] })).toBeUndefined();
  expect(listeningOf({ doing: "waiting" })).toBeUndefined();
  expect(listeningOf(null)).toBeUndefined();
});

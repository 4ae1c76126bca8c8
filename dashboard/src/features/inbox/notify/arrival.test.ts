import type { Event } from "patchbay-client";
import { expect, test } from "vitest";

import { Arrivals } from "./arrival";

const START = Date.parse("2026-10-01T12:00:00.500Z");
const event = (id: string, type: string, timestamp: string) => ({ id, type, timestamp, data: { body: "hello" } }) as unknown as Event;

test("a message that comes in is told of once", () => {
  const arrivals = new Arrivals(START);
  const first = event("1", "message.received", "2026-10-01T12:00:00Z");
  expect(arrivals.of(first)?.body).toBe("hello");
  expect(arrivals.of(first)).toBeUndefined();
  expect(arrivals.of(event("2", "message.received", "2026-10-01T12:00:07Z"))).toBeDefined();
});

test("what came before the page, or is no message from outside, is not told of", () => {
  const arrivals = new Arrivals(START);
  expect(arrivals.of(event("1", "message.received", "2026-10-01T11:59:58Z"))).toBeUndefined();
  expect(arrivals.of(event("2", "message.created", "2026-10-01T12:00:07Z"))).toBeUndefined();
});

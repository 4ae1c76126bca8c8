import { expect, test } from "vitest";

import type { Message, TimelineEntry } from "@/api/types";

import { messageEntry } from "./entries";
import { triedAgain } from "./tried";

const message = (message_id: string, more: Partial<Message> = {}): TimelineEntry =>
  messageEntry({ message_id, thread_id: "sms.1.2", direction: "outbound", body: "Come at five.", num_media: 0, status: "failed", sort_at: "", ...more } as Message);

test("a failed message was tried again if the same was sent later", () => {
  expect([...triedAgain([message("b", { status: "delivered" }), message("a")])]).toEqual(["a"]);
});

test("of two that failed the later one can be tried", () => {
  expect([...triedAgain([message("b"), message("a")])]).toEqual(["a"]);
});

test("another text, another conversation and what they have written do not count", () => {
  const others = [message("d", { body: "Come at six." }), message("c", { thread_id: "sms.1.3" }), message("b", { direction: "inbound" })];
  expect(triedAgain([...others, message("a")]).size).toBe(0);
});

test("what was sent before does not count", () => {
  expect(triedAgain([message("b"), message("a", { status: "delivered" })]).size).toBe(0);
});

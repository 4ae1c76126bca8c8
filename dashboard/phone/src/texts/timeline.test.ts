import { expect, test } from "vitest";

import type { Call, Message } from "../sim/types";
import { timeline } from "./timeline";

const text = (sid: string, time: string, more: Partial<Message>): Message => ({
  sid,
  time,
  updated: time,
  from: "+15550190001",
  to: "+15550100001",
  other_recipients: [],
  body: "",
  media: [],
  status: "received",
  error_code: null,
  direction: "inbound",
  ...more,
});
const call = { sid: "CA1", time: "2026-01-31T10:00:02Z", from: "+15550190001", to: "+15550100001", status: "completed", direction: "inbound", heard: [], legs: [], recordings: [], live: true, duration: 5 } satisfies Call;

test("has what a phone and a number have to do with each other, oldest first", () => {
  const messages = [
    text("SM3", "2026-01-31T10:00:03Z", { from: "whatsapp:+15550100001", to: "whatsapp:+15550190001", status: "delivered" }),
    text("SM1", "2026-01-31T10:00:01Z", {}),
    text("SM4", "2026-01-31T10:00:04Z", { from: "+15550190002", other_recipients: ["+15550190001"] }),
    text("SM5", "2026-01-31T10:00:05Z", { to: "+15550100002" }),
    text("SM6", "2026-01-31T10:00:06Z", { from: "+15550100001", to: "+15550190001", status: "scheduled" }),
    text("SM7", "2026-01-31T10:00:07Z", { from: "+15550190002" }),
  ];
  const entries = timeline("+15550190001", "+15550100001", { messages, calls: [call] });
  expect(entries.map(({ key }) => key)).toEqual(["SM1", "CA1", "SM3", "SM4"]);
});

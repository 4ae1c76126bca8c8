import { expect, test } from "vitest";

import type { Call, Webhook } from "../sim/types";
import { about, concerns, hasFailed, legsOf } from "./about";

const webhook = (form: Record<string, string>, more: Partial<Webhook> = {}): Webhook => ({
  id: 1,
  time: "2026-01-31T10:00:00.000Z",
  method: "POST",
  url: "http://127.0.0.1:3000/sms",
  form: Object.entries(form),
  signature: "x",
  attempt: 1,
  status: 200,
  content_type: null,
  answer: "",
  milliseconds: 3,
  message_sid: form["MessageSid"] ?? null,
  call_sid: form["CallSid"] ?? null,
  error: null,
  ...more,
});

test("says what a webhook is about", () => {
  const what = (form: Record<string, string>) => about(webhook(form)).what;
  expect(what({ MessageSid: "SM1", SmsStatus: "received", Body: "Hi" })).toBe("Text in");
  expect(what({ MessageSid: "SM1", MessageStatus: "delivered" })).toBe("Text delivered");
  expect(what({ CallSid: "CA1", CallStatus: "ringing" })).toBe("Call in");
  expect(what({ CallSid: "CA1", CallStatus: "in-progress", Digits: "1" })).toBe("Keys 1");
  expect(what({ CallSid: "CA1", CallStatus: "completed", CallDuration: "6" })).toBe("Call completed");
  expect(what({ CallSid: "CA1", DialCallStatus: "busy" })).toBe("Dialled: busy");
});

test("knows whose it is, and what went wrong", () => {
  const one = webhook({ MessageSid: "SM1", From: "whatsapp:+15550190001", To: "whatsapp:+15550100001" });
  expect(concerns(one, "+15550190001")).toBe(true);
  expect(concerns(one, "+15550190002")).toBe(false);
  expect([one, { ...one, status: 500 }, { ...one, status: null }].map(hasFailed)).toEqual([false, true, true]);
});

test("a recording is of the phones whose call it is", () => {
  const leg = { sid: "CA2", from: "+15550100001", to: "+15550190002", status: "completed", duration: 3, live: true, heard: [] };
  const call: Call = { ...leg, sid: "CA1", from: "+15550190001", to: "+15550100001", time: "2026-01-31T10:00:00Z", direction: "inbound", legs: [leg], recordings: [] };
  const one = webhook({ CallSid: "CA2", RecordingStatus: "completed" });
  const of = legsOf([call]).get("CA2");
  expect(about(one, of)).toMatchObject({ what: "Recording completed", from: "+15550100001", to: "+15550190002" });
  expect([concerns(one, "+15550190002", of), concerns(one, "+15550190001", of)]).toEqual([true, false]);
});

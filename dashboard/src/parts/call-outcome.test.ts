import { expect, test } from "vitest";

import { type CallState, isLive, outcomeText } from "./call-outcome";

const ringing: CallState = {
  direction: "inbound",
  status: "ringing",
  outcome: null,
  answered_at: null,
  ended_at: null,
  own_leg: null,
  unconfirmed: false,
};
const made: CallState = { ...ringing, direction: "outbound" };
const own_leg = { call_sid: null, from_number: "", to_number: "", status: "", duration: null, ended_at: null, sip_response_code: null, error_code: null, answered_by: null, taken: null };
const at = "2026-01-31T09:15:00.000Z";

test("a call that comes in rings, is talked in, and is over", () => {
  expect(outcomeText(ringing)).toBe("Ringing");
  expect(outcomeText({ ...ringing, outcome: "answered", answered_at: at })).toBe("Talking");
  expect(outcomeText({ ...ringing, outcome: "answered", answered_at: at, status: "completed", ended_at: at })).toBe("Answered");
  expect(outcomeText({ ...ringing, status: "completed", outcome: "missed" })).toBe("Missed");
});

test("a call that is made says whose phone rings", () => {
  expect(outcomeText({ ...made, status: "queued", own_leg })).toBe("Starting");
  expect(outcomeText({ ...made, own_leg })).toBe("Ringing your phone");
  expect(outcomeText({ ...made, status: "in-progress", own_leg })).toBe("Press 1 on your phone");
  expect(outcomeText({ ...made, status: "in-progress", own_leg: { ...own_leg, taken: true } })).toBe("Calling them");
  expect(outcomeText({ ...made, status: "in-progress", own_leg: { ...own_leg, taken: true }, outcome: "answered", answered_at: at })).toBe("Talking");
  expect(outcomeText(made)).toBe("Ringing them");
  expect(outcomeText({ ...made, status: "in-progress" })).toBe("Speaking to them");
  expect(outcomeText({ ...made, status: "queued", unconfirmed: true })).toBe("Not confirmed yet");
});

test("a phone that was picked up without pressing 1 has answered", () => {
  expect(outcomeText({ ...made, status: "completed", outcome: "own_phone_not_answered", own_leg: { ...own_leg, status: "completed", taken: false } })).toBe("Not taken at your phone");
  expect(outcomeText({ ...made, status: "no-answer", outcome: "own_phone_not_answered", own_leg: { ...own_leg, status: "no-answer", taken: false } })).toBe("Your phone did not answer");
});

test("a call that was made in vain is over before its end is told", () => {
  expect(isLive({ ...made, status: "in-progress", outcome: "busy" })).toBe(false);
  expect(isLive({ ...made, status: "in-progress", outcome: "answered", answered_at: at })).toBe(true);
  expect(outcomeText({ ...made, status: "in-progress", outcome: "lead_not_reached" })).toBe("Not reached");
});

import { expect, test } from "vitest";

import type { Call, Webhook } from "../sim/types";
import type { PhoneCall } from "./phone-call";
import { isTurnedAway } from "./turned-away";

const called = { call: { sid: "CA1" } as Call, isIncoming: false } as PhoneCall;
const answered = (answer: string, more: Partial<Webhook> = {}) => ({ call_sid: "CA1", content_type: "text/xml; charset=utf-8", answer, ...more }) as Webhook;
const TOLD = answered('<?xml version="1.0"?><Response><Say voice="Polly.Joanna">Nobody is <break/>here.</Say><Hangup/></Response>');

test("who is told something and nothing else is turned away", () => {
  expect(isTurnedAway(called, [TOLD])).toBe(true);
  expect(isTurnedAway(called, [answered("", { content_type: null }), TOLD])).toBe(true);
  expect(isTurnedAway(called, [answered('<Response><Play>https://a.b/greeting.mp3</Play><Hangup/></Response>')])).toBe(true);
});

test("whose call goes on somewhere is not", () => {
  expect(isTurnedAway(called, [])).toBe(false);
  expect(isTurnedAway(called, [{ ...TOLD, call_sid: "CA2" }])).toBe(false);
  expect(isTurnedAway({ ...called, isIncoming: true }, [TOLD])).toBe(false);
  expect(isTurnedAway(called, [answered("<Response><Say>After the beep.</Say><Record/><Hangup/></Response>")])).toBe(false);
  expect(isTurnedAway(called, [TOLD, answered("<Response><Dial>+15550199001</Dial></Response>")])).toBe(false);
});

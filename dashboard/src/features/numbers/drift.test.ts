import { expect, test } from "vitest";

import { driftText } from "./drift";

const drift = (...names: string[]) => names.map((property) => ({ property, expected: "a", actual: "b" }));

test("what does not work is said once", () => {
  expect(driftText(drift("sms_url", "sms_method", "voice_url"))).toEqual(["Texts to it do not arrive here.", "Calls to it do not arrive here."]);
  expect(driftText(drift("status_callback", "voice_fallback_url"))).toEqual([
    "It is not told how calls end.",
    "There is no way round if something fails here.",
  ]);
});

test("a property that is not known is named", () => {
  expect(driftText(drift("voice_caller_id"))).toEqual(["Twilio has another voice_caller_id."]);
});

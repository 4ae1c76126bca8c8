import { expect, test } from "vitest";

import type { Call, Leg } from "../sim/types";
import { isWith, legOf, statusText } from "./phone-call";

const leg: Leg = { sid: "CA2", from: "+15550100001", to: "+15550190002", status: "in-progress", duration: 0, live: true, heard: [] };
const call: Call = { ...leg, sid: "CA1", time: "2026-01-31T10:00:00Z", from: "+15550190001", to: "+15550100001", direction: "inbound", legs: [leg], recordings: [] };

test("every phone in a call has its part", () => {
  expect(legOf(call, "+15550190001")).toMatchObject({ leg: { sid: "CA1" }, other: "+15550100001", isIncoming: false });
  expect(legOf(call, "+15550190002")).toMatchObject({ leg: { sid: "CA2" }, other: "+15550100001", isIncoming: true });
  expect(legOf(call, "+15550190003")).toBeUndefined();
});

test("the application's call rings at the phone", () => {
  const outbound = { ...call, direction: "outbound-api", from: "+15550100001", to: "+15550190001", status: "no-answer" };
  const part = legOf(outbound, "+15550190001");
  expect(part).toMatchObject({ leg: { sid: "CA1" }, isIncoming: true, isOver: true });
  expect(part && statusText(part)).toBe("Missed");
  expect(part && isWith(part, "+15550100001")).toBe(true);
});

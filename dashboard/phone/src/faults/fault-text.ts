import type { Fault, FaultKind } from "../sim/types";

/** What can go wrong with a request to Twilio's REST API. */
export const FAULTS = {
  too_many_requests: "Too many requests (429)",
  server_error: "Server error (500), nothing done",
  server_error_after: "Server error (500), done all the same",
  cut_before: "Connection cut, nothing done",
  cut_after: "Connection cut, done all the same",
  callback_first: "The first callback comes before the answer",
  slow: "A slow answer",
} as const;

/** The parts of the API, by what people do with them. */
export const RESOURCES = {
  any: "Any request",
  messages: "Texts",
  media: "Pictures",
  calls: "Calls",
  recordings: "Recordings",
  numbers: "Numbers",
  search: "Search for numbers",
  accounts: "Accounts",
  tokens: "Auth tokens",
} as const;

export type FaultName = keyof typeof FAULTS;
export type Resource = keyof typeof RESOURCES;

export const kindText = (kind: FaultKind) => (typeof kind === "string" ? FAULTS[kind] : `Answers after ${kind.slow} ms`);

/** A fault to come, in a line. */
export function faultText({ on, fault, times }: Fault): string {
  const resource = RESOURCES[on as Resource] ?? on;
  return `${resource}: ${kindText(fault)}, ${times === 1 ? "once" : `${times} times`}`;
}

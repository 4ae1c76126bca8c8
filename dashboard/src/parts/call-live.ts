import type { QueryClient } from "@tanstack/react-query";

import { isLate } from "@/api/late";
import type { Call } from "@/api/types";

import { isLive } from "./call-outcome";

/** A call as events have it, without legs, recordings and whom it is with. */
export type LiveCall = Pick<
  Call,
  | "call_id"
  | "direction"
  | "from_number"
  | "to_number"
  | "status"
  | "outcome"
  | "answered_at"
  | "ended_at"
  | "own_leg"
  | "unconfirmed"
  | "say"
  | "lead_id"
  | "talk_seconds"
  | "created_by"
  | "created_at"
  | "updated_at"
>;

/** Where the cache has the calls that go on, and those that ended while they were looked at. */
export const LIVE_CALLS = ["live-calls"] as const;

/** Calls that are over, or were put away: no event is to bring them back, and events are repeated after a break. */
const over = new WeakMap<QueryClient, Set<string>>();

function noteOver(queries: QueryClient, callId: string) {
  over.set(queries, (over.get(queries) ?? new Set()).add(callId));
}

/** Whether a call is over for this page. */
export const isOver = (queries: QueryClient, callId: string) => over.get(queries)?.has(callId) ?? false;

/** Notes how far a call is. One that was over before the page began is none of them, though events repeat its course. */
export function tellLiveCall(queries: QueryClient, call: LiveCall) {
  if (call.ended_at && Date.parse(call.ended_at) < performance.timeOrigin) return forgetLiveCall(queries, call.call_id);
  if (isLive(call) && isOver(queries, call.call_id)) return;
  if (!isLive(call)) noteOver(queries, call.call_id);
  queries.setQueryData<LiveCall[]>(LIVE_CALLS, (known = []) => {
    const before = known.find(({ call_id }) => call_id === call.call_id);
    if (before) return isLate(call, before) ? known : known.map((one) => (one === before ? call : one));
    return isLive(call) ? [...known, call] : known;
  });
}

/** Takes a call off the page, for good. */
export function forgetLiveCall(queries: QueryClient, callId: string) {
  noteOver(queries, callId);
  queries.setQueryData<LiveCall[]>(LIVE_CALLS, (known = []) => known.filter(({ call_id }) => call_id !== callId));
}

import type { Call } from "@/api/types";
import { otherNumber, ownNumber } from "@/parts/call-parties";

import type { CallsSearch, CallsTab } from "./search";

/** What the API is asked for. */
export interface CallFilters {
  outcome?: string;
  direction?: "inbound" | "outbound";
  contact_id?: string;
  number?: string;
  own_number?: string;
  created_after?: string;
  created_before?: string;
}

/** The calls of a tab. What counts as missed is what the navigation counts. */
const OF_TAB: Record<CallsTab, CallFilters> = {
  missed: { direction: "inbound", outcome: "missed,declined,busy,failed" },
  answered: { outcome: "answered" },
  voicemail: { outcome: "voicemail" },
  failed: { direction: "outbound", outcome: "failed,busy,declined,own_phone_not_answered,lead_not_reached" },
};

export function filtersOf({ outcome, direction, contact, number, own, from, to }: CallsSearch): CallFilters {
  return {
    ...(direction && { direction }),
    ...(contact && { contact_id: contact }),
    ...(number && { number }),
    ...(own && { own_number: own }),
    ...(from && { created_after: midnight(from, 0) }),
    ...(to && { created_before: midnight(to, 1) }),
    ...(outcome && OF_TAB[outcome]),
  };
}

/** When a day begins in the reader's zone, or one some days later. */
function midnight(day: string, later: number): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + later);
  return at.toISOString();
}

/** Whether a call belongs into a list with these filters. */
export function fits(call: Call, filters: CallFilters): boolean {
  const is = <T>(wanted: T | undefined, has: T) => wanted === undefined || wanted === has;
  return (
    (!filters.outcome || (call.outcome !== null && filters.outcome.split(",").includes(call.outcome))) &&
    is(filters.direction, call.direction) &&
    is(filters.contact_id, call.contact_id ?? undefined) &&
    is(filters.number, otherNumber(call)) &&
    is(filters.own_number, ownNumber(call)) &&
    (!filters.created_after || call.created_at >= filters.created_after) &&
    (!filters.created_before || call.created_at < filters.created_before)
  );
}

import type { Call } from "@/api/types";
import { isLive } from "@/parts/call-outcome";

const MISSED = ["missed", "declined", "busy", "failed"];

/** Whether a call is missed and nobody has looked at it, as the navigation counts. */
export function isUnseen(call: Call): boolean {
  return call.direction === "inbound" && !call.seen_at && !isLive(call) && MISSED.includes(call.outcome ?? "");
}

import type { Call, Leg } from "../sim/types";

/** A call as one of its phones sees it. */
export interface PhoneCall {
  call: Call;
  leg: Leg;
  /** The number that the phone shows. */
  other: string;
  isIncoming: boolean;
  isOver: boolean;
}

const OVER = new Set(["completed", "busy", "no-answer", "canceled", "failed"]);

/** The phone's part in a call, if it has one: who called, was called, or was called by the application's `<Dial>`. */
export function legOf(call: Call, phone: string): PhoneCall | undefined {
  const isOutbound = call.direction.startsWith("outbound");
  const isParent = phone === (isOutbound ? call.to : call.from);
  const leg = isParent ? call : call.legs.findLast(({ to }) => to === phone);
  if (!leg) return undefined;
  const isIncoming = !isParent || isOutbound;
  return { call, leg, other: isIncoming ? leg.from : leg.to, isIncoming, isOver: OVER.has(leg.status) };
}

/** Whether one of the application's numbers is in the call. */
export const isWith = ({ call, other }: PhoneCall, own: string) => [other, call.from, call.to].includes(own);

/** How the call went, or what it does, in words. */
export function statusText({ leg, isIncoming, isOver }: PhoneCall): string {
  switch (leg.status) {
    case "busy":
      return isIncoming ? "Not taken" : "Busy";
    case "no-answer":
    case "canceled":
      return isIncoming ? "Missed" : "No answer";
    case "failed":
      return "Failed";
    default:
      return isOver ? "Call ended" : "Calling";
  }
}

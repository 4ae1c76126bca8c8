import {
  Ban,
  CircleCheck,
  CircleHelp,
  type LucideIcon,
  PhoneCall,
  PhoneIncoming,
  PhoneMissed,
  PhoneOff,
  Smartphone,
  TriangleAlert,
  Voicemail,
} from "lucide-react";

import type { Call, CallOutcome as Outcome } from "@/api/types";
import { Badge, type Tone } from "@/ui/badge";

/** As much of a call as says what became of it; also one that was just made. */
export type CallState = Pick<Call, "direction" | "status" | "outcome" | "answered_at" | "ended_at" | "own_leg" | "unconfirmed">;

interface Look {
  text: string;
  tone: Tone;
  Icon: LucideIcon;
}

const ENDED: Record<NonNullable<Outcome>, Look> = {
  answered: { text: "Answered", tone: "good", Icon: CircleCheck },
  missed: { text: "Missed", tone: "danger", Icon: PhoneMissed },
  voicemail: { text: "Voicemail", tone: "accent", Icon: Voicemail },
  declined: { text: "Declined", tone: "warn", Icon: PhoneOff },
  busy: { text: "Busy", tone: "warn", Icon: Ban },
  failed: { text: "Failed", tone: "danger", Icon: TriangleAlert },
  own_phone_not_answered: { text: "Not taken at your phone", tone: "warn", Icon: Smartphone },
  lead_not_reached: { text: "Not reached", tone: "warn", Icon: PhoneMissed },
};

const OVER = /^(completed|canceled|failed|no-answer|busy)$/;

/** Whether a call goes on. One that was made in vain is over when that is known, whether or not its end is ever told. */
export function isLive(call: CallState): boolean {
  const inVain = call.direction === "outbound" && call.outcome && call.outcome !== "answered";
  return !call.ended_at && !OVER.test(call.status) && !inVain;
}

/** What became of a call, or how far it is, in a word or two. */
export function outcomeText(call: CallState): string {
  return lookOf(call).text;
}

/** The same as a badge. */
export function CallOutcome({ call }: { call: CallState }) {
  const { text, tone, Icon } = lookOf(call);
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {text}
    </Badge>
  );
}

function lookOf(call: CallState): Look {
  if (isLive(call)) return { text: going(call), tone: "accent", Icon: call.direction === "inbound" ? PhoneIncoming : PhoneCall };
  if (call.outcome === "own_phone_not_answered") return { ...ENDED[call.outcome], text: notTaken(call) };
  if (call.outcome) return ENDED[call.outcome];
  return { text: "Ended", tone: "neutral", Icon: CircleHelp };
}

/** Whoever picks up, or a mailbox, has answered the phone: what was missing is the 1. */
function notTaken({ own_leg: own }: CallState): string {
  if (own?.status === "completed") return ENDED.own_phone_not_answered.text;
  return own?.status === "busy" ? "Your phone was busy" : "Your phone did not answer";
}

function going(call: CallState): string {
  if (call.answered_at) return "Talking";
  if (call.direction === "inbound") return "Ringing";
  if (call.unconfirmed) return "Not confirmed yet";
  const rung = call.own_leg ? "your phone" : "them";
  if (call.status === "ringing") return `Ringing ${rung}`;
  if (call.status !== "in-progress") return "Starting";
  if (!call.own_leg) return "Speaking to them";
  return call.own_leg.taken ? "Calling them" : "Press 1 on your phone";
}

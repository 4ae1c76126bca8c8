import { isWith, legOf, type PhoneCall } from "../calls/phone-call";
import type { Call, Message } from "../sim/types";

export type Entry = { kind: "message"; key: string; time: string; message: Message } | { kind: "call"; key: string; time: string; call: PhoneCall };

/** The address without its channel. */
export const bare = (address: string) => address.replace(/^whatsapp:/, "");

/** Not sent yet, or never: no phone knows of these. */
const UNSENT = new Set(["scheduled", "canceled", "accepted"]);

/** What a phone and a number have written, and when they talked: oldest first. */
export function timeline(phone: string, own: string, { messages, calls }: { messages: Message[]; calls: Call[] }): Entry[] {
  const written = messages.filter((message) => isBetween(phone, own, message) && !UNSENT.has(message.status));
  const entries: Entry[] = written.map((message) => ({ kind: "message", key: message.sid, time: message.time, message }));
  for (const call of calls) {
    const part = legOf(call, phone);
    if (part?.isOver && isWith(part, own)) entries.push({ kind: "call", key: part.leg.sid, time: call.time, call: part });
  }
  return entries.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time));
}

function isBetween(phone: string, own: string, { from, to, other_recipients }: Message): boolean {
  const parties = [from, to, ...other_recipients].map(bare);
  return parties.includes(phone) && parties.includes(own);
}

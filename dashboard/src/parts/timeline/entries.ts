import type { Channel, Message, TimelineEntry } from "@/api/types";
import { sidesOfThread } from "@/format/thread-id";
import { ownNumber } from "@/parts/call-parties";

/** What names an entry: as long as it is there, also when it changes. */
export function entryId(entry: TimelineEntry): string {
  switch (entry.kind) {
    case "message":
      return `message:${entry.message.message_id}`;
    case "call":
      return `call:${entry.call.call_id}`;
    case "voicemail":
      return `voicemail:${entry.voicemail.recording_sid}`;
    case "note":
      return `note:${entry.note.note_id}`;
    case "consent":
      return `consent:${entry.consent.consent_id}:${entry.at}`;
  }
}

/**
 * Where an entry stands, as text that sorts as the API's own order does: entries of the same millisecond by kind, and a
 * wish after the message that says it.
 */
export function placeOf(entry: TimelineEntry): string {
  const word = entry.kind === "consent" ? "wish" : entry.kind;
  return `${entry.at}#${word}#${entryId(entry)}`;
}

export const messageEntry = (message: Message): TimelineEntry => ({ kind: "message", at: message.sort_at, message });

/** The tenant's side of an entry: which number, and on which channel. */
export function ownSide(entry: TimelineEntry): { channel: Channel; number: string | null } {
  switch (entry.kind) {
    case "message":
      return { channel: entry.message.channel, number: ownNumber(entry.message) };
    case "call":
      return { channel: "sms", number: ownNumber(entry.call) };
    case "voicemail":
      return { channel: "sms", number: entry.voicemail.to_number };
    case "note":
      return sideOfThread(entry.note.thread_id);
    case "consent":
      return sideOfThread(entry.consent.consent_id);
  }
}

function sideOfThread(threadId: string): { channel: Channel; number: string } {
  const { channel, own } = sidesOfThread(threadId);
  return { channel, number: own };
}

/** Who has written: entries of one author and minute stand together. */
export function authorOf(entry: TimelineEntry): string {
  if (entry.kind !== "message") return entryId(entry);
  const { direction, created_by, from_number, channel } = entry.message;
  return `${direction}:${channel}:${from_number}:${direction === "inbound" ? "" : created_by}`;
}

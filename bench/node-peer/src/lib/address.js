// Who a message or call is from and to.
import { createHash } from "node:crypto";

const NUMBER = /^\+[1-9][0-9]{6,14}$/;
const CHANNELS = { "whatsapp:": "whatsapp", "rcs:": "rcs", "messenger:": "messenger" };
const WITHHELD = new Set(["anonymous", "unknown", "restricted", "private", "unavailable"]);
const SPELLED = new Set(["+266696687", "+2562533", "+7378742833", "+86282452253", "+8656696"]);

export const isNumber = (party) => NUMBER.test(party);

// Channel, the party on it and the whole as it was written; undefined when it is none.
export function address(written) {
  if (!written) return undefined;
  const prefix = Object.keys(CHANNELS).find((known) => written.startsWith(known)) ?? "";
  const party = named(written.slice(prefix.length));
  return party && { channel: CHANNELS[prefix] ?? "sms", party, written: `${prefix}${party}` };
}

// Who calls: a number of letters is nobody's.
export const caller = (written) =>
  (written && !SPELLED.has(written) && named(written)) || "anonymous";

function named(party) {
  if (WITHHELD.has(party.toLowerCase())) return "anonymous";
  const isPrintable = party && Buffer.byteLength(party) <= 128 && !/\p{Cc}/u.test(party);
  return isPrintable ? party : undefined;
}

// The one spelling that stands for all of a number: WhatsApp knows some under an older one.
export function identity(party) {
  if (!isNumber(party)) return party;
  const digits = party.slice(1);
  if (/^521\d{10}$/.test(digits)) return `+52${digits.slice(3)}`;
  if (/^549\d{10}$/.test(digits)) return `+54${digits.slice(3)}`;
  if (/^55\d{2}[6-9]\d{7}$/.test(digits)) return `+55${digits.slice(2, 4)}9${digits.slice(4)}`;
  return party;
}

const segment = (party) =>
  isNumber(party)
    ? party.slice(1)
    : [...Buffer.from(party)].reduce((id, byte) => {
        const letter = String.fromCharCode(byte);
        return id + (/[A-Za-z0-9]/.test(letter) ? letter : `_${byte.toString(16).padStart(2, "0")}`);
      }, "~");

export const threadId = (channel, own, contact) =>
  `${channel}.${segment(own)}.${segment(identity(contact))}`;

export const contactId = (tenant, party) =>
  createHash("sha256").update(`${tenant}\0${identity(party)}`).digest("hex").slice(0, 32);

// A partition of so many, the same for the same id: FNV-1a.
export function shard(id, shards) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(id)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return String(hash % BigInt(shards));
}

import type { Channel } from "@/api/types";

/** The id of the conversation of two addresses, which it has before anything was written in it. */
export function threadId(channel: Channel, own: string, contact: string): string {
  const digits = (address: string) => address.replace(/^whatsapp:/, "").replace(/^\+/, "");
  return `${channel}.${digits(own)}.${digits(contact)}`;
}

/** Who talks in a conversation, as its id says it. A group has no number on its other side, but a name. */
export function sidesOfThread(id: string): { channel: Channel; own: string; contact: string } {
  const [channel = "sms", own = "", contact = ""] = id.split(".").filter(Boolean);
  return { channel: channel as Channel, own: `+${own}`, contact: /^\d+$/.test(contact) ? `+${contact}` : contact };
}

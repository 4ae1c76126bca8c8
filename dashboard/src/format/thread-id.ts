import type { Channel } from "@/api/types";

/** The id of the conversation of two addresses, which it has before anything was written in it. */
export function threadId(channel: Channel, own: string, contact: string): string {
  const digits = (address: string) => address.replace(/^whatsapp:/, "").replace(/^\+/, "");
  return `${channel}.${digits(own)}.${digits(contact)}`;
}

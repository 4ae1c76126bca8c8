import type { components } from "patchbay-client";

import type { Channel, Message, Thread } from "@/api/types";
import { PENDING } from "@/parts/timeline/pages";

import type { DraftFile } from "./files";

export type Wish = components["schemas"]["NewMessage"];

/** Both sides of a conversation. */
export interface Sides {
  channel: Channel;
  own: string;
  contact: string;
}

/** Both sides of a conversation, also of one in which nothing was written yet; nothing where its id does not say it. */
export function sidesOf(threadId: string, thread: Thread | undefined): Sides | undefined {
  if (thread) return { channel: thread.channel, own: thread.own_number, contact: thread.contact_number };
  const [, channel, own, contact] = /^(sms|whatsapp)\.([1-9]\d{6,14})\.([1-9]\d{6,14})$/.exec(threadId) ?? [];
  return own && contact ? { channel: channel as Channel, own: `+${own}`, contact: `+${contact}` } : undefined;
}

interface Content {
  text: string;
  files: DraftFile[];
  sendAt?: Date | undefined;
}

/** What the API is asked for. */
export function wishOf(sides: Sides, thread: Thread | undefined, { text, files, sendAt }: Content): Wish {
  const channel = sides.channel === "whatsapp" ? ("whatsapp" as const) : ("sms" as const);
  const target = thread ? { thread_id: thread.thread_id } : { to: sides.contact, from: sides.own, channel };
  const media = files.flatMap(({ mediaUrl }) => mediaUrl ?? []);
  return {
    ...target,
    ...(text.trim() && { body: text }),
    ...(media.length > 0 && { media_urls: media }),
    ...(sendAt && { send_at: sendAt.toISOString() }),
  };
}

/** How a message is shown until the API has answered. */
export function waiting(key: string, threadId: string, sides: Sides, { text, files, sendAt }: Content, user: string): Message {
  const now = new Date().toISOString();
  const media = files.map(({ type, size, preview }) => ({ content_type: type, size, status: preview ? ("stored" as const) : ("pending" as const), url: preview ?? "", failure: null }));
  return {
    message_id: PENDING + key,
    message_sid: null,
    thread_id: threadId,
    direction: "outbound",
    from_number: sides.own,
    to_number: sides.contact,
    channel: sides.channel,
    body: text,
    num_media: media.length,
    media_urls: media.map(({ url }) => url),
    media,
    status: sendAt ? "scheduled" : "accepted",
    status_times: {},
    error_code: null,
    error_message: null,
    error_advice: null,
    error_details: null,
    delivered_at: null,
    lead_id: null,
    details: {},
    created_at: now,
    sort_at: sendAt?.toISOString() ?? now,
    updated_at: now,
    send_at: sendAt?.toISOString() ?? null,
    created_by: user,
  };
}

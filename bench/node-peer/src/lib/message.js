// The records of an inbound message.
import { marshall } from "@aws-sdk/util-dynamodb";

import { contactId, shard } from "./address.js";
import { tables } from "./aws.js";
import { Update } from "./update.js";

const GRACE = 60_000;
const JOB_SHARDS = 8;
const PREVIEW = 160;

export function messageUpdate(message) {
  const { message_id, ...content } = message;
  return new Update(tables.messages, { message_id })
    .setAll(content)
    .set("thread_key", `${message.tenant_id}#${message.thread_id}`)
    .set("updated_at", message.created_at)
    .set("sort_at", message.created_at)
    .setOnce("status", "received")
    .setOnce("status_rank", 50)
    .setOnce("at:received", message.created_at)
    .ifAbsent("direction")
    .ifAbsentOr("tenant_id", "=", message.tenant_id);
}

export function threadUpdate(message, { contact, late }) {
  const { tenant_id, thread_id, created_at: at } = message;
  const update = new Update(tables.threads, { tenant_id, thread_id })
    .set("channel", message.channel)
    .set("own_number", message.to_number)
    .set("contact_number", message.from_number)
    .setOnce("created_at", at)
    .add("unread_count", 1)
    .set("status", "open")
    .set("state_key", `${tenant_id}#open`)
    .remove("done_at")
    .remove("done_by")
    .set("unread_at", at)
    .set("contact_id", contactId(tenant_id, contact));
  if (late) return update;
  return update
    .set("last_message", preview(message))
    .set("last_message_id", message.message_id)
    .set("last_direction", "inbound")
    .set("last_activity_at", at)
    .ifNotAfter(["last_activity_at", at], ["last_message_id", message.message_id]);
}

// A job for each attachment that is there. The sweeper hands them to the queue.
export function jobItems(message) {
  return message.media.flatMap((media, index) => {
    if (media.status !== "pending") return [];
    const job = {
      job_id: `media:${message.message_id}:${index}`,
      due_at: new Date(Date.parse(message.created_at) + GRACE).toISOString(),
      attempts: 0,
      payload: {
        kind: "media",
        tenant_id: message.tenant_id,
        account_sid: message.account_sid,
        url: media.url,
        content_type: media.content_type,
        target: { record: "message", message_id: message.message_id, index },
      },
    };
    job.shard = shard(job.job_id, JOB_SHARDS);
    return [{ Put: { TableName: tables.jobs, Item: marshall(job) } }];
  });
}

function preview({ body, media, details }) {
  if (body.trim()) return [...body].slice(0, PREVIEW).join("");
  if (media.length) return media.length === 1 ? "1 attachment" : `${media.length} attachments`;
  if (details?.Latitude) return details.Label ? `Location: ${details.Label}` : "Location";
  return details?.ListTitle ?? details?.ButtonText ?? "Message without text";
}

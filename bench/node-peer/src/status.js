// W2: a delivery receipt. Any order and any number of repeats end in the same record.
import { tables } from "./lib/aws.js";
import { update } from "./lib/store.js";
import { Update } from "./lib/update.js";
import { empty, refuse, text, webhook } from "./lib/webhook.js";

const RANKS = {
  accepted: 10,
  scheduled: 15,
  queued: 20,
  sending: 30,
  sent: 40,
  receiving: 45,
  received: 50,
  canceled: 60,
  failed: 65,
  undelivered: 70,
  partially_delivered: 75,
  delivered: 80,
  read: 90,
};
const EVENT_TYPES = { READ: "read", DELIVERED: "delivered" };
const SID = /^(SM|MM)[0-9a-f]{32}$/;
const ID = /^[A-Za-z0-9_-]{1,64}$/;
const STATUS = /^[A-Za-z0-9_-]{1,64}$/;
const MAX_ERROR_MESSAGE = 1_000;

export const handler = webhook("status", async ({ form, query, account, now }) => {
  const report = read(form, query);
  const outcome = await commit({ ...report, account, now });
  return { answer: empty, outcome, subject: report.sid };
});

function read(form, query) {
  const [sid, told] = [text(form, "MessageSid"), text(form, "MessageStatus")];
  const wrong = Object.entries({ MessageSid: SID.test(sid), MessageStatus: told && STATUS.test(told) });
  const names = wrong.filter(([, read]) => !read).map(([name]) => name);
  if (names.length) refuse(400, `missing or invalid fields: ${names.join(", ")}`);
  const ours = text(query, "message");
  const event = EVENT_TYPES[form.EventType];
  const status = event && (RANKS[told] ?? 0) < RANKS[event] ? event : told;
  const message = text(form, "ErrorMessage") ?? text(form, "ChannelStatusMessage");
  return {
    id: ours && ID.test(ours) ? ours : sid,
    sid,
    status,
    errorCode: Number(text(form, "ErrorCode")) || undefined,
    errorMessage: message?.slice(0, MAX_ERROR_MESSAGE),
  };
}

// One call, a second one only for a status that comes late for the first time.
async function commit(report) {
  const rank = RANKS[report.status];
  if (rank !== undefined) {
    const found = await update(moved(report, rank));
    if (!found) return "Applied";
    if (found.tenant_id !== report.account.tenant_id) refuse(403, "the record belongs to another account");
    if (found[`at:${report.status}`]) return "Duplicate";
  }
  const found = await update(heard(report).ifAbsent(`at:${report.status}`));
  return found ? "Duplicate" : "Applied";
}

const moved = (report, rank) =>
  heard(report)
    .set("status", report.status)
    .set("status_rank", rank)
    .setOrRemove("error_code", report.errorCode)
    .setOrRemove("error_message", report.errorMessage)
    .ifAbsentOr("status_rank", "<", rank);

function heard({ id, sid, status, account, now }) {
  const update = new Update(tables.messages, { message_id: id })
    .setOnce("tenant_id", account.tenant_id)
    .setOnce("account_sid", account.account_sid)
    .setOnce("message_sid", sid)
    .setOnce(`at:${status}`, now)
    .set("updated_at", now)
    .ifAbsentOr("tenant_id", "=", account.tenant_id);
  return status === "delivered" ? update.setOnce("delivered_at", now) : update;
}

// W1: an inbound SMS, MMS or WhatsApp message. One transaction writes the message, its conversation, the
// person and a job for each attachment.
import MessagingResponse from "twilio/lib/twiml/MessagingResponse.js";

import { address, threadId } from "./lib/address.js";
import { consent, consentUpdate } from "./lib/consent.js";
import { contactUpdate, givesWay } from "./lib/contact.js";
import { jobItems, messageUpdate, threadUpdate } from "./lib/message.js";
import { transact } from "./lib/store.js";
import { details, refuse, text, twiml, webhook } from "./lib/webhook.js";

const MAX_MEDIA = 50;
const MAX_NAME = 128;
const SID = /^(SM|MM)[0-9a-f]{32}$/;
const PLACED = new Set([
  "MessageSid",
  "SmsSid",
  "SmsMessageSid",
  "AccountSid",
  "From",
  "To",
  "Body",
  "NumMedia",
  "SmsStatus",
  "ApiVersion",
]);
const isPlaced = (name) => PLACED.has(name) || /^Media(Url|ContentType)\d*$/.test(name);

export const handler = webhook("sms", async ({ form, account, now }) => {
  const { sid, from, to } = parties(form);
  const message = content({ sid, from, to }, form, { account, now });
  const activity = {
    tenant: account.tenant_id,
    party: from.party,
    addresses: [from.written],
    profileName: text(form, "ProfileName")?.slice(0, MAX_NAME),
    at: now,
  };
  const outcome = await commit(message, activity, consent(form, from.channel));
  return { answer: twiml(new MessagingResponse().toString()), outcome, subject: sid };
});

function parties(form) {
  const [sid, from, to] = [text(form, "MessageSid"), address(text(form, "From")), address(text(form, "To"))];
  const wrong = Object.entries({ MessageSid: SID.test(sid), From: from, To: to });
  const names = wrong.filter(([, read]) => !read).map(([name]) => name);
  if (names.length) refuse(400, `missing or invalid fields: ${names.join(", ")}`);
  return { sid, from, to };
}

function content({ sid, from, to }, form, { account, now }) {
  const media = attachments(form);
  return {
    message_id: sid,
    message_sid: sid,
    tenant_id: account.tenant_id,
    account_sid: account.account_sid,
    thread_id: threadId(from.channel, to.party, from.party),
    direction: "inbound",
    channel: from.channel,
    from_number: from.party,
    to_number: to.party,
    body: text(form, "Body") ?? "",
    num_media: media.length,
    media,
    details: details(form, isPlaced),
    created_at: now,
  };
}

// The attachments that are there, and a failed one for each that was only counted.
function attachments(form) {
  const count = Math.min(Number(form.NumMedia) || 0, MAX_MEDIA);
  return Array.from({ length: count }, (_, index) => {
    const type = text(form, `MediaContentType${index}`) ?? "application/octet-stream";
    const url = text(form, `MediaUrl${index}`);
    const failure = "Twilio announced this file without a link to it";
    const rest = url ? { status: "pending", url } : { status: "failed", url: "", failure };
    return { content_type: type.toLowerCase(), ...rest };
  });
}

// What a later event has overtaken gives way; the record's own key makes a repeat a duplicate.
async function commit(message, activity, wish) {
  let late = false;
  let wanted = wish;
  const own = { tenant: message.tenant_id, channel: message.channel, own: message.to_number };
  const of = { ...own, id: message.thread_id, contact: message.from_number, at: message.created_at };
  for (;;) {
    const updates = [
      messageUpdate(message),
      threadUpdate(message, { contact: activity.party, late }),
      contactUpdate(activity),
      ...(wanted ? [consentUpdate(of, wanted)] : []),
    ];
    const items = updates.map((update) => ({ Update: update.request() }));
    const refused = await transact([...items, ...jobItems(message)]);
    if (!refused) return "Applied";
    const { at, found } = refused;
    if (at === 1 && !late) late = true;
    else if (at === 2 && givesWay(activity, found)) continue;
    else if (at === 3) wanted = undefined;
    else if (found.tenant_id && found.tenant_id !== message.tenant_id) {
      refuse(403, "the record belongs to another account");
    } else return "Duplicate";
  }
}

// Opt-out words. Twilio blocks and answers them itself; we only remember.
import { tables } from "./aws.js";
import { Update } from "./update.js";
import { text } from "./webhook.js";

const STOP = new Set(["STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"]);
const START = new Set(["START", "YES", "UNSTOP"]);
// On other channels Twilio blocks nobody by itself, and people write "cancel" about appointments.
const PLAIN_STOP = new Set(["STOP", "UNSUBSCRIBE", "STOPALL", "OPTOUT"]);
const PLAIN_START = new Set(["START", "UNSTOP"]);
const TAPPED = ["ButtonPayload", "ButtonText", "ListId", "ListTitle"];

// What a message does to consent, if anything.
export function consent(form, channel) {
  switch (form.OptOutType) {
    case "STOP":
      return { out: true, source: "twilio" };
    case "START":
      return { out: false, source: "twilio" };
    case "HELP":
      return undefined;
  }
  if (TAPPED.some((name) => text(form, name))) return undefined;
  const word = (text(form, "Body") ?? "").trim().toUpperCase();
  const [stop, start] = channel === "sms" ? [STOP, START] : [PLAIN_STOP, PLAIN_START];
  if (stop.has(word)) return { out: true, source: "keyword" };
  return start.has(word) ? { out: false, source: "keyword" } : undefined;
}

export function consentUpdate({ tenant, id, channel, own, contact, at }, { out, source }) {
  const update = new Update(tables.consents, { tenant_id: tenant, consent_id: id })
    .set("channel", channel)
    .set("own_number", own)
    .set("contact_number", contact)
    .set("source", source)
    .remove("changed_by")
    .set("changed_at", at);
  return out
    ? update.setOnce("opted_out_at", at).ifAbsentOr("changed_at", "<=", at)
    : update.remove("opted_out_at").ifAbsentOr("changed_at", "<", at);
}

// W3: an incoming call. It is written while number and tenant are read. Whatever fails, the caller is
// answered.
import { caller, identity, isNumber } from "./lib/address.js";
import { answer, notInService, sorry, unavailable } from "./lib/answers.js";
import { arrivalUpdate, callUpdate, facts } from "./lib/call.js";
import { contactUpdate, givesWay } from "./lib/contact.js";
import { transact } from "./lib/store.js";
import { details, refuse, text, twiml, webhook } from "./lib/webhook.js";

// What is left to answer in when a write takes too long.
const WRITE_LIMIT = 7_000;
const SID = /^CA[0-9a-f]{32}$/;
const PLACED = new Set([
  "CallSid",
  "AccountSid",
  "From",
  "To",
  "Caller",
  "Called",
  "CallStatus",
  "Direction",
  "ApiVersion",
  "CallToken",
  "ErrorUrl",
]);

export const handler = webhook(
  "voice",
  async ({ form, base, account, now }) => {
    const call = content(form, account, now);
    if (!call) return { answer: twiml(sorry()), outcome: "Nothing", subject: "missing or invalid fields: CallSid" };
    const status = text(form, "CallStatus") ?? "ringing";
    const known = call.direction === "inbound" && isNumber(call.to_number) ? facts(call) : {};
    const [outcome, read] = await Promise.all([written(call, status), known]);
    const body = account.status === "suspended" ? notInService() : answer(call, base, read);
    return { answer: twiml(body), outcome, subject: call.call_id };
  },
  ({ form, base }) => {
    const call = content(form, {}, "");
    return twiml(call?.direction === "inbound" ? unavailable(call, base) : sorry());
  },
);

function content(form, account, now) {
  const sid = text(form, "CallSid");
  if (!SID.test(sid)) return undefined;
  return {
    call_id: sid,
    call_sid: sid,
    tenant_id: account.tenant_id,
    account_sid: account.account_sid,
    direction: text(form, "Direction")?.startsWith("outbound") ? "outbound" : "inbound",
    from_number: caller(text(form, "From")),
    to_number: text(form, "To") ?? "anonymous",
    details: details(form, (name) => PLACED.has(name)),
    created_at: now,
  };
}

// The answer counts more than the record.
async function written(call, status) {
  const late = new Promise((resolve) => setTimeout(resolve, WRITE_LIMIT, "Late").unref());
  try {
    return await Promise.race([commit(call, status), late]);
  } catch (error) {
    if (error.status) throw error;
    console.log(JSON.stringify({ level: "ERROR", message: "answered without writing", cause: String(error) }));
    return "Failed";
  }
}

async function commit(call, status) {
  const [from, to] = [isNumber(call.from_number), isNumber(call.to_number)];
  const isInbound = call.direction === "inbound";
  const activity = from && isInbound && {
    tenant: call.tenant_id,
    party: identity(call.from_number),
    addresses: [call.from_number],
    at: call.created_at,
  };
  for (;;) {
    const arrival = from && to && isInbound ? [arrivalUpdate(call)] : [];
    const updates = [callUpdate(call, status), ...arrival, ...(activity ? [contactUpdate(activity)] : [])];
    const refused = await transact(updates.map((update) => ({ Update: update.request() })));
    if (!refused) return "Applied";
    const { at, found } = refused;
    if (at > arrival.length && givesWay(activity, found)) continue;
    if (found.tenant_id && found.tenant_id !== call.tenant_id) refuse(403, "the record belongs to another account");
    return "Duplicate";
  }
}

// What every webhook does: lets a request in only if an account of ours has signed it, has the
// function handle it, and answers.
import { parse } from "node:querystring";

import { validateRequest } from "twilio/lib/webhooks/webhooks.js";

import { fresh, open, signingTokens } from "./accounts.js";

const MAX_BODY = 64 * 1024;
const MAX_FIELDS = 1_000;
const FORM = "application/x-www-form-urlencoded";
// Twilio waits 15 s at most.
const LIMIT = 8_000;

class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export const refuse = (status, message) => {
  throw new Refusal(status, message);
};

export const twiml = (body) => ({
  statusCode: 200,
  headers: { "content-type": "text/xml; charset=utf-8" },
  body,
});

export const empty = { statusCode: 204, headers: {}, body: "" };

// A handler for Lambda. `handle` gets what is signed; `unavailable` answers while AWS is down, if there
// is somebody on the line.
export function webhook(name, handle, unavailable) {
  return async (event) => {
    let claim;
    try {
      claim = read(event);
      return await within(LIMIT, serve(name, handle, claim));
    } catch (error) {
      return failed(name, error, claim && unavailable?.(claim));
    }
  };
}

async function serve(name, handle, claim) {
  const account = await admit(claim);
  const now = new Date().toISOString();
  const { answer, outcome, subject } = await handle({ ...claim, account, now });
  console.log(
    JSON.stringify({
      level: "INFO",
      message: "webhook",
      function: name,
      account_sid: account.account_sid,
      tenant_id: account.tenant_id,
      subject,
      outcome,
    }),
  );
  return answer;
}

function failed(name, error, answer) {
  const status = error.status ?? 503;
  const level = status === 503 ? "ERROR" : "WARN";
  console.log(JSON.stringify({ level, message: "webhook refused", function: name, status, reason: String(error) }));
  if (status === 503 && answer) return answer;
  const headers = { "content-type": "text/plain; charset=utf-8" };
  if (status === 503) headers["retry-after"] = "5";
  return { statusCode: status, headers, body: status === 503 ? "temporarily unavailable" : error.message };
}

function read(event) {
  const signature = event.headers["x-twilio-signature"];
  if (!signature) refuse(403, "the request is not signed");
  const query = event.rawQueryString ?? "";
  const isGet = event.requestContext.http.method === "GET";
  const form = isGet ? query : body(event);
  if (form.length > MAX_BODY || form.split("&", MAX_FIELDS + 1).length > MAX_FIELDS) {
    refuse(413, "the form is over 64 KiB or has more than 1,000 fields");
  }
  const base = process.env.PUBLIC_BASE_URL || `https://${event.requestContext.domainName}`;
  const url = `${base}${event.rawPath}${query ? "?" : ""}${query}`;
  const fields = parse(form, "&", "=", { maxKeys: 0 });
  return { signature, url, base, form: fields, signed: isGet ? {} : fields, query: parse(query) };
}

function body(event) {
  const type = (event.headers["content-type"] ?? "").split(";")[0].trim().toLowerCase();
  if (type !== FORM) refuse(415, "the body must be application/x-www-form-urlencoded");
  const sent = event.body ?? "";
  return event.isBase64Encoded ? Buffer.from(sent, "base64").toString("utf8") : sent;
}

async function admit(claim) {
  const sid = text(claim.form, "AccountSid") ?? refuse(400, "missing or invalid fields: AccountSid");
  if (sid === process.env.TWILIO_ACCOUNT_SID) refuse(403, "the signature is not valid");
  const isSigned = (account) =>
    account &&
    signingTokens(account, new Date().toISOString()).some((token) =>
      validateRequest(token, claim.signature, claim.url, claim.signed),
    );
  let account = await open(sid);
  if (!account) refuse(403, "the signature is not valid");
  if (account.status !== "active" || !isSigned(account)) {
    account = await fresh(sid);
    if (!isSigned(account)) refuse(403, "the signature is not valid");
  }
  if (account.status === "closed") refuse(403, "the account is not active");
  return account;
}

// The first value of a field, unless it is empty.
export function text(form, name) {
  const value = form[name];
  return (Array.isArray(value) ? value[0] : value) || undefined;
}

// Fields that have no place of their own in a record, as far as there is something in them.
export function details(form, isPlaced) {
  const kept = Object.keys(form).filter((name) => name.length <= 64 && text(form, name) && !isPlaced(name));
  const found = Object.fromEntries(kept.slice(0, 60).map((name) => [name, text(form, name).slice(0, 4_096)]));
  return kept.length ? found : undefined;
}

async function within(limit, answer) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not ready within ${limit} ms`)), limit);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

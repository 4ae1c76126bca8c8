// The same steps in Node, with the package `twilio`: event in, verify, parse, decide, render, answer out.
//
// Usage: NODE_PATH=… node node.mjs     where NODE_PATH has `twilio`
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const twilio = createRequire(import.meta.url)('twilio');
const TOKEN = '09e4000000000000000000000000a704';
const PLACED = new Set(['MessageSid', 'SmsSid', 'SmsMessageSid', 'AccountSid', 'From', 'To', 'Body', 'NumMedia', 'SmsStatus', 'ApiVersion']);
const STOP = new Set(['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL']);

function serve(text) {
  const event = JSON.parse(text);
  const body = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body;
  const form = Object.fromEntries(new URLSearchParams(body));
  const query = event.rawQueryString ? `?${event.rawQueryString}` : '';
  const url = `https://${event.requestContext.domainName}${event.rawPath}${query}`;
  if (!twilio.validateRequest(TOKEN, event.headers['x-twilio-signature'], url, form)) throw new Error('forged');
  const now = new Date().toISOString();
  const thread = `sms.${form.To.slice(1)}.${form.From.slice(1)}`;
  const details = Object.fromEntries(Object.entries(form).filter(([name, value]) => value && !PLACED.has(name)));
  const message = {
    message_id: form.MessageSid, message_sid: form.MessageSid, tenant_id: 'demo', account_sid: form.AccountSid,
    thread_id: thread, direction: 'inbound', channel: 'sms', from_number: form.From, to_number: form.To,
    body: form.Body, num_media: Number(form.NumMedia), media: [], details, status: 'received', created_at: now,
  };
  const activity = {
    tenant_id: 'demo', thread_id: thread, own: form.To, contact: form.From, message_id: form.MessageSid,
    preview: form.Body.slice(0, 160), at: now, opted_out: STOP.has(form.Body.trim().toUpperCase()),
  };
  const contact = { tenant_id: 'demo', party: form.From, addresses: [form.From], profile_name: form.ProfileName, at: now };
  const reply = new twilio.twiml.MessagingResponse().toString();
  const answer = JSON.stringify({ statusCode: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body: reply });
  return [answer, message, activity, contact];
}

/** The event of the benchmark beside this file, signed likewise. */
function sample() {
  const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const event = JSON.parse(read('../../events/sms.json'));
  const body = read('benches/message.txt').trimEnd();
  const url = `https://${event.requestContext.domainName}${event.rawPath}`;
  const form = Object.fromEntries(new URLSearchParams(body));
  event.headers['x-twilio-signature'] = twilio.getExpectedTwilioSignature(TOKEN, url, form);
  event.body = Buffer.from(body).toString('base64');
  return JSON.stringify(event);
}

const event = sample();
const rounds = 20_000;
for (let i = 0; i < rounds; i += 1) serve(event);
const times = [];
for (let sample = 0; sample < 15; sample += 1) {
  const since = process.cpuUsage();
  for (let i = 0; i < rounds; i += 1) serve(event);
  const { user, system } = process.cpuUsage(since);
  times.push((user + system) / rounds);
}
times.sort((one, other) => one - other);
console.log(`node ${process.version}: ${times[7].toFixed(1)} µs of CPU for an inbound message, median of 15; least ${times[0].toFixed(1)}`);

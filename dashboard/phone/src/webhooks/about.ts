import type { Call, Leg, Webhook } from "../sim/types";
import { bare } from "../texts/timeline";

export type Group = "text" | "call" | "other";

/** What a webhook tells or asks, as people would say it. */
export interface About {
  group: Group;
  what: string;
  from: string | undefined;
  to: string | undefined;
}

export const fields = ({ form }: Webhook): Record<string, string | undefined> => Object.fromEntries(form);

/** All parts of calls, by their SIDs. */
export const legsOf = (calls: Call[]): Map<string, Leg> => new Map(calls.flatMap((call) => [call, ...call.legs]).map((leg) => [leg.sid, leg]));

/** Recordings do not say who called: `leg` is the part of the call that they are of. */
export function about(webhook: Webhook, leg?: Leg): About {
  const form = fields(webhook);
  const parties = { from: form["From"] ?? form["Caller"] ?? leg?.from, to: form["To"] ?? form["Called"] ?? leg?.to };
  if (webhook.message_sid) return { group: "text", what: textKind(form), ...parties };
  if (webhook.call_sid) return { group: "call", what: callKind(form), ...parties };
  return { group: "other", what: webhook.method === "GET" ? "File" : "Other", ...parties };
}

function textKind(form: Record<string, string | undefined>): string {
  const status = form["MessageStatus"];
  return status && status !== "received" ? `Text ${status}` : "Text in";
}

function callKind(form: Record<string, string | undefined>): string {
  const { Digits, SpeechResult, TranscriptionStatus, RecordingStatus, RecordingUrl, DialCallStatus, QueueResult, CallStatus = "" } = form;
  if (TranscriptionStatus) return `Transcription ${TranscriptionStatus}`;
  if (RecordingStatus) return `Recording ${RecordingStatus}`;
  if (DialCallStatus) return `Dialled: ${DialCallStatus}`;
  if (form["CallbackSource"] === "call-progress-events" || form["CallDuration"]) return `Call ${CallStatus}`;
  if (QueueResult) return `Queue: ${QueueResult}`;
  if (RecordingUrl) return "Recorded";
  if (SpeechResult) return "Words said";
  if (Digits) return Digits === "hangup" ? "Hung up" : `Keys ${Digits}`;
  return CallStatus === "ringing" ? "Call in" : "Call: what next";
}

export const hasFailed = ({ status, error }: Webhook) => error !== null || status === null || status >= 400;

/** Whether the webhook has to do with a phone. */
export const concerns = (webhook: Webhook, phone: string, leg?: Leg) =>
  leg?.from === phone || leg?.to === phone || webhook.form.some(([, value]) => bare(value) === phone || value.split(",").includes(phone));

// The first answer that a caller gets, in English.
import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";

import { isNumber } from "./address.js";

const VOICE = { voice: "Polly.Joanna" };
const RETRIES = "#rp=5xx,ct,rt&rc=2";
const NOT_IN_SERVICE = "The number you have called is not in service. Goodbye.";
const SORRY = "We are sorry, something went wrong. Please try again later. Goodbye.";
const RECORDED = "This call may be recorded.";
const NOBODY = "Thank you for calling. Nobody can take your call right now.";
const LEAVE = `${NOBODY} Please leave a message after the tone.`;
const LATER = `${NOBODY} Please try again later. Goodbye.`;
const TECHNICAL = "We are sorry, we cannot connect your call right now. Please leave a message after the tone.";

export function answer(call, base, { tenant, called, caller }) {
  if (call.direction !== "inbound") return sorry();
  if (!called) return said(NOT_IN_SERVICE);
  // One of the tenant's own numbers calls: a call of ours that has come back.
  if (caller) return busy();
  const preferences = tenant?.preferences ?? {};
  const forwarded = preferences.call_forwarding_enabled && preferences.call_forwarding_number;
  const circles = [call.to_number, call.from_number, tenant?.primary_number].includes(forwarded);
  if (forwarded && !circles) return forward(call, base, preferences);
  if (preferences.voicemail_enabled) return voicemail(call, base, { ...preferences, otherwise: LEAVE });
  const response = new VoiceResponse();
  greet(response, { ...preferences, otherwise: LATER });
  response.hangup();
  return response.toString();
}

export const sorry = () => said(SORRY);

export const notInService = () => said(NOT_IN_SERVICE);

// The answer while nothing can be known.
export const unavailable = (call, base) =>
  voicemail(call, base, { otherwise: TECHNICAL, voicemail_transcription_enabled: false });

function said(text) {
  const response = new VoiceResponse();
  response.say(VOICE, text);
  response.hangup();
  return response.toString();
}

function busy() {
  const response = new VoiceResponse();
  response.reject({ reason: "busy" });
  return response.toString();
}

function greet(response, { greeting_url, greeting_text, otherwise }) {
  if (greeting_url) response.play(greeting_url);
  else response.say(VOICE, greeting_text ?? otherwise);
}

function forward(call, base, preferences) {
  const response = new VoiceResponse();
  const isShown = isNumber(call.from_number);
  const recorded = preferences.recording_enabled && {
    record: "record-from-answer-dual",
    recordingStatusCallback: url(base, "recording-status", `call=${call.call_id}`),
    recordingStatusCallbackEvent: "completed absent",
  };
  if (recorded && preferences.recording_notice_enabled !== false) response.say(VOICE, RECORDED);
  const dial = response.dial({
    action: step(base, "after-dial", call),
    timeout: preferences.forwarding_timeout ?? 20,
    timeLimit: Number(process.env.CALL_MINUTES_MAX) * 60,
    answerOnBridge: true,
    callerId: isShown ? call.from_number : call.to_number,
    ...recorded,
  });
  dial.number(
    {
      url: step(base, isShown ? "screen" : "screen-withheld", call),
      statusCallback: url(base, "call-status", `call=${call.call_id}`),
      statusCallbackEvent: "initiated ringing answered completed",
    },
    preferences.call_forwarding_number,
  );
  return response.toString();
}

function voicemail(call, base, preferences) {
  const response = new VoiceResponse();
  greet(response, preferences);
  const written = preferences.voicemail_transcription_enabled !== false;
  const part = (name, number) => (isNumber(number) ? `&${name}=${number.slice(1)}` : "");
  const parties = part("from", call.from_number) + part("to", call.to_number);
  const callback = url(base, "voicemail-recording", `call=${call.call_id}${parties}${written ? "" : "&transcribe=no"}`);
  response.record({
    action: step(base, "voicemail-done", call),
    maxLength: 120,
    timeout: 5,
    finishOnKey: "#",
    playBeep: true,
    trim: "trim-silence",
    recordingStatusCallback: callback,
    recordingStatusCallbackEvent: "completed absent",
    ...(written && { transcribe: true, transcribeCallback: callback }),
  });
  response.say(VOICE, "Goodbye.");
  response.hangup();
  return response.toString();
}

const step = (base, name, { call_id }) => url(base, "voice-twiml", `step=${name}&call=${call_id}`);

const url = (base, route, query) => `${base}/api/twilio/${route}?${query}${RETRIES}`;

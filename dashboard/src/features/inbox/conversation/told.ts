import type { Call, Message, Voicemail } from "@/api/types";

/**
 * An event tells a record as lists have it, without links and what hangs on it: of that stays what was known. A link is
 * read anew where the file's status has changed: one that was stored is not at Twilio any more.
 */
export function mergedMessage(known: Message | undefined, message: Message): Message {
  const media = message.media.map((file, index) => {
    const before = known?.media[index];
    return { ...before, ...(before?.status !== file.status && { url: "" }), ...file };
  });
  return { ...known, ...message, details: known?.details ?? message.details ?? {}, media };
}

const NEW_CALL = { legs: [], recordings: [], details: {}, status_times: {}, contact_id: null };

export function mergedCall(known: Call | undefined, call: Call): Call {
  return { ...NEW_CALL, ...known, ...call };
}

const NEW_VOICEMAIL = { recording_url: null, file: null, lead_id: null, contact_id: null };

export function mergedVoicemail(known: Voicemail | undefined, voicemail: Voicemail): Voicemail {
  return { ...NEW_VOICEMAIL, ...known, ...voicemail };
}

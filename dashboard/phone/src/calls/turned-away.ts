import type { Webhook } from "../sim/types";
import type { PhoneCall } from "./phone-call";

/** What leads a caller nowhere. */
const TELLS = new Set(["Response", "Say", "Play", "Pause", "Hangup"]);

/** Whether the application only told the caller something and hung up, as it does without forwarding and voicemail. */
export function isTurnedAway({ call, isIncoming }: PhoneCall, webhooks: Webhook[]): boolean {
  const answers = webhooks.filter(({ call_sid, content_type }) => call_sid === call.sid && content_type?.includes("xml"));
  return !isIncoming && answers.length > 0 && answers.every(({ answer }) => onlyTells(answer));
}

function onlyTells(xml: string): boolean {
  const verbs = [...xml.matchAll(/<([A-Z]\w*)/g)].map(([, verb = ""]) => verb);
  return verbs.includes("Hangup") && verbs.every((verb) => TELLS.has(verb));
}

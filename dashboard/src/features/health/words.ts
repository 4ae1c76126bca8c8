import type { components } from "patchbay-client";

import type { Preferences, Webhook } from "@/api/types";

type Account = components["schemas"]["TwilioAccount"];
type Checked = components["schemas"]["Number"] | components["schemas"]["CheckedNumber"];

/** Something that is wrong, and what to do about it. */
export interface Trouble {
  /** What is wrong, in a few words. */
  title: string;
  /** What follows from it, and what to do. */
  text: string;
  /** How bad: what does not work at all, or what is to be looked at. */
  tone: "danger" | "warn";
}

export function accountTrouble({ status, suspended_by, provisioning }: Account): Trouble | null {
  if (status === "none") return { tone: "danger", title: "There is no Twilio account yet", text: "Without one nobody can text or call. Get a number: the account comes with it." };
  if (status === "provisioning") {
    const failure = provisioning?.failure;
    if (failure) return { tone: "danger", title: "The account could not be set up", text: failure.message ?? "Try again under Numbers." };
    return { tone: "warn", title: "The account is being set up", text: provisioning?.message ?? "It goes on by itself. Look again in a minute." };
  }
  if (status === "closed") return { tone: "danger", title: "The Twilio account is closed", text: "It is closed for good and its numbers are gone. Get a number to begin with a new account." };
  if (status === "suspended") {
    const own = suspended_by === "tenant";
    return { tone: "danger", title: "The Twilio account is suspended", text: `Nobody can text or call. ${own ? "An owner can reactivate it." : "Only whoever runs this service can lift that: ask them."}` };
  }
  return null;
}

/** Twilio's names of what a number has, in words. */
const PROPERTIES: Record<string, string> = {
  sms_url: "where texts are told",
  sms_fallback_url: "where texts are told when that fails",
  sms_method: "how texts are told",
  voice_url: "where calls are told",
  voice_fallback_url: "where calls are told when that fails",
  voice_method: "how calls are told",
  status_callback: "where the end of calls is told",
};

export function numberTrouble(number: Checked, name: string): Trouble | null {
  if (!("webhooks" in number)) return null;
  if (number.missing) return { tone: "danger", title: `${name} is gone`, text: "Twilio does not have this number any more. Release it here, and get another one." };
  if (!number.webhooks || number.webhooks.ok) return null;
  const what = [...new Set(number.webhooks.drift.map(({ property }) => PROPERTIES[property] ?? property))].join(", ");
  return { tone: "danger", title: `${name} is not set up as it should be`, text: `Somebody has changed at Twilio ${what}. Texts and calls may not come in. An owner can repair it here.` };
}

export function preferencesTrouble({ call_forwarding_enabled, call_forwarding_number, voicemail_enabled, menu }: Preferences): Trouble | null {
  if (menu) return null;
  const forwards = call_forwarding_enabled && call_forwarding_number !== null;
  if (forwards || voicemail_enabled) return null;
  return { tone: "warn", title: "Callers hear that nobody is there", text: "Calls are neither forwarded to a phone nor taken by the voicemail. Switch one of them on." };
}

export function webhookTrouble({ url, enabled, disabled_reason, failing_since }: Webhook): Trouble | null {
  const host = URL.parse(url)?.host ?? url;
  if (!enabled && disabled_reason === "failing") {
    return { tone: "danger", title: `${host} was switched off`, text: "Your server has taken no event for 5 days. Mend it, switch it on again, and replay what it has missed." };
  }
  if (!enabled && disabled_reason === "gone") {
    return { tone: "danger", title: `${host} was switched off`, text: "Your server has answered that it wants no more events (410). Switch it on again if that was wrong." };
  }
  if (enabled && failing_since) return { tone: "warn", title: `${host} takes no events`, text: "They are sent again for a day. Look at its deliveries to see what your server answers." };
  return null;
}

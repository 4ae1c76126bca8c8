import type { Preferences } from "@/api/types";

import { sentence } from "./sentences";

/** What happens to a caller, in order; what depends on somebody is below it. */
export interface Step {
  /** What happens. */
  does: string;
  /** What is heard, word by word. */
  says?: string;
  after?: { when: string; steps: Step[] }[];
}

/** How long it rings, and who can take it. */
type PhoneText = (number: string) => string;

/** What a caller hears with these preferences, as the program answers calls. */
export function stepsOf(preferences: Preferences, phone: PhoneText): Step[] {
  const { menu, call_forwarding_enabled: forwards, call_forwarding_number: number } = preferences;
  if (menu) return menuSteps(preferences, menu, phone);
  return forwards && number ? ringSteps(preferences, number, phone) : nobodySteps(preferences);
}

type Menu = NonNullable<Preferences["menu"]>;

function menuSteps(preferences: Preferences, menu: Menu, phone: PhoneText): Step[] {
  const keys = Object.entries(menu.choices).map(([key, choice]) => ({ when: `Presses ${key}`, steps: choiceSteps(preferences, choice, phone) }));
  const wrong: Step = { does: "Is told so, and hears the menu once more", says: sentence("no-such-choice", preferences.language) };
  return [
    {
      does: "Hears the menu",
      says: menu.prompt,
      after: [
        ...keys,
        { when: "Presses another key", steps: [wrong] },
        { when: "Presses nothing for 5 seconds, twice", steps: nobodySteps(preferences) },
      ],
    },
  ];
}

function choiceSteps(preferences: Preferences, choice: Menu["choices"][string], phone: PhoneText): Step[] {
  if (choice.action === "forward") return ringSteps(preferences, choice.number, phone);
  if (choice.action === "voicemail") return voicemailSteps(preferences);
  return [{ does: "Hears this, and the call ends", says: choice.text }];
}

function ringSteps(preferences: Preferences, number: string, phone: PhoneText): Step[] {
  const { recording_enabled: records, recording_notice_enabled: tells, forwarding_timeout: seconds, language } = preferences;
  const notice: Step[] = records && tells ? [{ does: "Hears that the call is recorded", says: sentence("recorded", language) }] : [];
  const ring: Step = {
    does: `Hears ringing: ${phone(number)} rings for up to ${seconds} seconds`,
    after: [
      { when: "Somebody there presses 1", steps: [{ does: records ? "They talk, and it is recorded" : "They talk" }] },
      { when: "Nobody takes it", steps: nobodySteps(preferences) },
    ],
  };
  return [...notice, ring];
}

function nobodySteps(preferences: Preferences): Step[] {
  if (preferences.voicemail_enabled) return voicemailSteps(preferences);
  return [{ ...greeting(preferences, "try-later"), does: `${greeting(preferences, "try-later").does}, and the call ends` }];
}

function voicemailSteps(preferences: Preferences): Step[] {
  const isWritten = preferences.voicemail_transcription_enabled && preferences.language.startsWith("en");
  const recording: Step = {
    does: `Speaks after the tone, for up to 2 minutes${isWritten ? "; it is also written down" : ""}`,
    after: [
      { when: "Has said something", steps: [{ does: "Is thanked, and the call ends", says: sentence("thanks", preferences.language) }] },
      { when: "Says nothing for 5 seconds", steps: [{ does: "Hears this, and the call ends", says: sentence("goodbye", preferences.language) }] },
    ],
  };
  return [greeting(preferences, "leave-message"), recording];
}

/** The audio, else the text, else the program's own words. */
function greeting({ greeting_url: audio, greeting_text: text, language }: Preferences, otherwise: "leave-message" | "try-later"): Step {
  if (audio) return { does: "Hears your recorded greeting" };
  return { does: "Hears the greeting", says: text ?? sentence(otherwise, language) };
}

import { expect, test } from "vitest";

import type { Preferences } from "@/api/types";

import CASES from "../../../../../local/tests/stories/heard.json?raw";
import { type Step, stepsOf } from "./steps";

const DEFAULT: Preferences = {
  call_forwarding_enabled: false,
  call_forwarding_number: null,
  forwarding_timeout: 20,
  voicemail_enabled: false,
  voicemail_transcription_enabled: true,
  greeting_text: null,
  greeting_url: null,
  recording_enabled: false,
  recording_notice_enabled: true,
  menu: null,
  time_zone: "UTC",
  voice: "Polly.Joanna",
  language: "en-US",
};

const lines = (steps: Step[], depth = 0): string[] =>
  steps.flatMap(({ does, says, after }) => [
    `${" ".repeat(depth)}${does}${says ? ` “${says}”` : ""}`,
    ...(after ?? []).flatMap(({ when, steps: more }) => [`${" ".repeat(depth + 1)}${when}:`, ...lines(more, depth + 2)]),
  ]);
const heard = (changes: Partial<Preferences>) => lines(stepsOf({ ...DEFAULT, ...changes }, (number) => number));

test("with nothing set a caller is told to try later", () => {
  expect(heard({})).toEqual(["Hears the greeting, and the call ends “Thank you for calling. Nobody can take your call right now. Please try again later. Goodbye.”"]);
});

test("a forwarded call that nobody takes ends in the voicemail", () => {
  const changes = { call_forwarding_enabled: true, call_forwarding_number: "+15550190009", voicemail_enabled: true, greeting_text: "Hello.", recording_enabled: true };
  expect(heard(changes)).toEqual([
    "Hears that the call is recorded “This call may be recorded.”",
    "Hears ringing: +15550190009 rings for up to 20 seconds",
    " Somebody there presses 1:",
    "  They talk, and it is recorded",
    " Nobody takes it:",
    "  Hears the greeting “Hello.”",
    "  Speaks after the tone, for up to 2 minutes; it is also written down",
    "   Has said something:",
    "    Is thanked, and the call ends “Thank you. Goodbye.”",
    "   Says nothing for 5 seconds:",
    "    Hears this, and the call ends “Goodbye.”",
  ]);
});

test("a menu comes before all else, and other languages are not written down", () => {
  const menu: Preferences["menu"] = { prompt: "1: Ende.", choices: { "1": { action: "say", text: "Tschüss." }, "2": { action: "voicemail" } } };
  const said = heard({ menu, language: "de-DE", call_forwarding_enabled: true, call_forwarding_number: "+15550190009" });
  expect(said.slice(0, 3)).toEqual(["Hears the menu “1: Ende.”", " Presses 1:", "  Hears this, and the call ends “Tschüss.”"]);
  expect(said.join("\n")).not.toMatch(/rings|written down|Thank you/);
});

/** What is said on the way that a caller takes. */
const says = (steps: Step[], when: string[]): string[] =>
  steps.flatMap(({ says: said, after = [] }) => [...(said ? [said] : []), ...after.filter(({ when: one }) => when.includes(one)).flatMap(({ steps: more }) => says(more, when))]);

interface Case {
  name: string;
  preferences: Partial<Preferences>;
  when: string[];
  says: string[];
}

// The stories of calls are held to the same cases: this is what callers do hear.
test.each(JSON.parse(CASES) as Case[])("a caller hears what is promised: $name", ({ preferences, when, says: heard }) => {
  expect(says(stepsOf({ ...DEFAULT, ...preferences }, (number) => number), when)).toEqual(heard);
});

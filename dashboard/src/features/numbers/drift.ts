import type { CheckedNumber } from "@/parts/checked-numbers";

type Drift = NonNullable<CheckedNumber["webhooks"]>["drift"];

const WORDS: [of: RegExp, says: string][] = [
  [/^sms_(url|method|application_sid)$/, "Texts to it do not arrive here."],
  [/^(voice_(url|method|application_sid)|trunk_sid)$/, "Calls to it do not arrive here."],
  [/^(sms|voice)_fallback_/, "There is no way round if something fails here."],
  [/^status_callback/, "It is not told how calls end."],
];

/** What does not work while a number is set up like this at Twilio, each once. */
export function driftText(drift: Drift): string[] {
  const said = drift.map(({ property }) => WORDS.find(([of]) => of.test(property))?.[1] ?? `Twilio has another ${property}.`);
  return [...new Set(said)];
}

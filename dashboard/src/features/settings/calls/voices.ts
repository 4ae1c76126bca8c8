import TABLE from "../../../../../shared/twilio/src/voice/voices.tsv?raw";

import type { Preferences } from "@/api/types";

type Voice = Preferences["voice"];
type Language = Preferences["language"];

const voices = TABLE.split("\n")
  .filter(Boolean)
  .map((line) => line.split("\t"))
  .map(([language, voice]) => ({ language: language as Language, voice: voice as Voice }));

export const LANGUAGES: Language[] = [...new Set(voices.map(({ language }) => language))];

/** The voices of a language, the usual one first. */
export const voicesOf = (language: Language): Voice[] => voices.filter((each) => each.language === language).map(({ voice }) => voice);

/** A voice by its name: "Joanna (neural)". */
export const voiceName = (voice: string) => voice.replace(/^Polly\./, "").replace(/-Neural$/, " (neural)");

export function languageName(language: string): string {
  return new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" }).of(language) ?? language;
}

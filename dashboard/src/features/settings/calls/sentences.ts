import TABLE from "../../../../../shared/src/answers/sentences.tsv?raw";

export type Sentence = "recorded" | "no-such-choice" | "leave-message" | "try-later" | "goodbye" | "thanks";

const lines = TABLE.split("\n").map((line) => line.split("\t"));

/** What callers hear where nothing else is set: the sentences of the program itself. A country's own come first. */
export function sentence(key: Sentence, language: string): string {
  const of = (wanted: string) => lines.find(([its, name]) => its === wanted && name === key)?.[2];
  return of(language) ?? of(language.split("-")[0] ?? "") ?? of("en") ?? "";
}

/** What somebody begins to write with a sign at the start of a word, such as `/hel`. */
export interface Begun {
  start: number;
  typed: string;
}

/** What was begun with the sign right before the caret. */
export function begunAt(text: string, caret: number, sign: string): Begun | undefined {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf(sign);
  if (start < 0 || (start > 0 && !/\s/.test(before.charAt(start - 1)))) return undefined;
  const typed = before.slice(start + 1);
  return /\s/.test(typed) ? undefined : { start, typed };
}

/** Those that have what was typed: in their name first, then in their text. */
export function matching<T extends { name: string; detail?: string }>(choices: T[], typed: string): T[] {
  const wanted = typed.toLowerCase();
  const has = (text: string | undefined) => text?.toLowerCase().includes(wanted) ?? false;
  const byName = choices.filter(({ name }) => has(name));
  return [...byName, ...choices.filter((choice) => !byName.includes(choice) && has(choice.detail))].slice(0, 8);
}

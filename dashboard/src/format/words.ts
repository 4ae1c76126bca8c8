/** Letters without case and accents, as the search has them. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
}

export const wordsOf = (text: string) => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether there is enough to search for: the API wants two letters or digits. */
export const isSearchable = (q: string) => wordsOf(q).join("").length >= 2;

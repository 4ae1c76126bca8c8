import { folded, wordsOf } from "@/format/words";

export interface Piece {
  text: string;
  found: boolean;
}

/** A text in pieces, the words that were searched for apart. With `parts` also words that only begin so. */
export function pieces(text: string, q: string, parts = false): Piece[] {
  const wanted = wordsOf(q);
  const isFound = (word: string) => wanted.some((want) => (parts ? folded(word).includes(want) : folded(word) === want));
  const all = text.split(/([\p{L}\p{N}\p{M}]+)/u).filter((piece) => piece !== "");
  return all.reduce<Piece[]>((joined, piece) => {
    const found = isFound(piece);
    const last = joined.at(-1);
    return last?.found === found ? joined.with(-1, { text: last.text + piece, found }) : [...joined, { text: piece, found }];
  }, []);
}

/** The part of a long text that has the first word that was found. */
export function excerpt(text: string, q: string, length = 120): string {
  if (text.length <= length) return text;
  const before = pieces(text, q)[0];
  const at = before && !before.found ? before.text.length : 0;
  const start = at < length - 30 ? 0 : at - 30;
  const part = text.slice(start, start + length).trim();
  return `${start > 0 ? "…" : ""}${part}${start + length < text.length ? "…" : ""}`;
}

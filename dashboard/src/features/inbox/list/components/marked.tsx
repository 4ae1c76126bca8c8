import { pieces } from "../pieces";

/** A text with the words that were searched for marked. */
export function Marked({ text, q, parts = false }: { text: string; q: string; parts?: boolean }) {
  return pieces(text, q, parts).map((piece, index) =>
    piece.found ? (
      <mark key={index} className="rounded-sm bg-note text-note-ink">
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}

import { piecesOf } from "./links";

/** A text as it was written, with its line breaks; addresses of the web can be clicked. */
export function RichText({ text }: { text: string }) {
  return (
    <span dir="auto" className="block wrap-anywhere whitespace-pre-wrap">
      {piecesOf(text).map(({ text: piece, href }, index) =>
        href ? (
          <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow" className="underline underline-offset-2">
            {piece}
          </a>
        ) : (
          piece
        ),
      )}
    </span>
  );
}

const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\s){1,12}$/u;

/** Whether a text is a few pictures and nothing else, which are shown large. */
export const isEmoji = (text: string) => EMOJI.test(text) && /\p{Extended_Pictographic}/u.test(text);

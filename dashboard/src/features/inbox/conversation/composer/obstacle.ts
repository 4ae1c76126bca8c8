import type { DraftFile } from "./files";
import { unfilled } from "./snippet-text";

export const MOST_CHARACTERS = 1600;
export const MOST_NOTE_CHARACTERS = 5000;

/** What has to be done before a text can be sent; nothing if it can, or if there is none yet. */
export function obstacle({ text, files }: { text: string; files: DraftFile[] }): string | undefined {
  const [variable] = unfilled(text);
  const long = tooLong(text);
  if (variable) return `Replace ${variable}: it is not known of this person.`;
  if (long) return long;
  if (files.some(({ failure }) => failure)) return "Try the file again that failed, or remove it.";
  if (files.some(({ mediaUrl }) => !mediaUrl)) return "Wait until the files are there.";
  return undefined;
}

/** By how much a text is longer than Twilio takes. */
export function tooLong(text: string): string | undefined {
  const more = [...text].length - MOST_CHARACTERS;
  return more > 0 ? `A text has ${MOST_CHARACTERS} characters at most. This one has ${more} too many.` : undefined;
}

export const isEmpty = ({ text, files }: { text: string; files: DraftFile[] }) => !text.trim() && files.length === 0;

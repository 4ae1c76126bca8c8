import { idempotencyKey } from "patchbay-client";

import { changeDraft, draftOf, type Unanswered } from "./drafts";

/** Keys of what this page is sending just now. */
const underWay = new Set<string>();

/** Keys of what has left this page, so that it may have been sent. */
const gone = new Set<string>();

/** To be called before a request is made. Where there is no network none is made, and nothing can have been sent. */
export function leave(key: string) {
  if (!navigator.onLine) throw new Error("there is no network");
  gone.add(key);
}

export const hasLeft = (key: string) => gone.has(key);

/** The key for a wish: that of the same one, if it may have been sent before. */
export function keyFor(id: string, wish: string): string {
  const { unsure } = draftOf(id);
  return unsure?.wish === wish ? unsure.key : idempotencyKey();
}

/** Takes a text out of the box, and remembers it until the answer. */
export function handOver(id: string, sending: Unanswered) {
  underWay.add(sending.key);
  if (draftOf(id).unsure?.key === sending.key) gone.add(sending.key);
  changeDraft(id, () => ({ message: "", files: [], sending, unsure: undefined, refused: undefined }));
}

export function answered(id: string, { key, files }: Unanswered) {
  underWay.delete(key);
  changeDraft(id, () => ({ sending: undefined }));
  for (const { preview } of files) if (preview) URL.revokeObjectURL(preview);
}

/** Puts a text back before what was written meanwhile. Whether it was sent may not be known. */
export function putBack(id: string, { key, wish, text, files }: Unanswered, refused: string, isUnsure: boolean) {
  underWay.delete(key);
  changeDraft(id, (draft) => ({
    message: [text, draft.message].filter(Boolean).join("\n"),
    files: [...files, ...draft.files],
    sending: undefined,
    unsure: isUnsure ? { key, wish } : undefined,
    refused,
  }));
}

export const UNSURE = "It may have been sent all the same. Send it again: nobody gets it twice.";

/** What an earlier page has not heard the end of is put back. */
export function recover(id: string) {
  const { sending } = draftOf(id);
  if (sending && !underWay.has(sending.key)) putBack(id, sending, `The page was left before an answer came. ${UNSURE}`, true);
}

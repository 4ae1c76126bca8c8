import type { Attachment, Call } from "@/api/types";

type Recording = Call["recordings"][number];

/** A recording as the player takes it: where it is, or why it cannot be heard yet. */
export interface Sound {
  url: string | null;
  /** In words, where there is nothing to play. */
  why: string | null;
}

/** What can be played of a recording's file. */
export function soundOf(file: Attachment | null | undefined): Sound {
  if (!file) return { url: null, why: "There is no recording yet." };
  if (file.status === "stored") return { url: file.url, why: null };
  if (file.status === "failed") return { url: null, why: `The recording could not be copied. ${file.failure ?? ""}`.trim() };
  return { url: null, why: "The recording is being copied. It can be played in a minute." };
}

/** What can be played of a recording of a call. */
export function soundOfRecording({ status, file, error_message, error_advice }: Recording): Sound {
  if (status === "in-progress") return { url: null, why: "The call is being recorded." };
  if (status === "absent") return { url: null, why: "Nothing was recorded." };
  if (status === "failed") return { url: null, why: [error_message ?? "The recording failed.", error_advice].filter(Boolean).join(" ") };
  return soundOf(file);
}

/** Whether all is known of a file that will be: until then its link is Twilio's, which no page can play. */
export const isCopied = (file: Attachment | null | undefined) => file?.status === "stored" || file?.status === "failed";

/** No event tells that a file was copied: it is looked for, and only while somebody waits for it. In milliseconds. */
const EVERY = 3000;

/** For `refetchInterval` of a query of what has a file to be played. */
export const untilCopied = (sounds: ({ file: Attachment | null } | null | undefined)[] = []) => sounds.some((sound) => sound?.file?.status === "pending") && EVERY;

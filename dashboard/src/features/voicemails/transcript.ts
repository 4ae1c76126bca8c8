import type { Voicemail } from "@/api/types";

/** What was said, or why that is not written. */
export function transcriptOf({ transcription, transcription_status, empty }: Voicemail): string {
  if (transcription) return transcription;
  if (empty) return "Nothing was said";
  if (transcription_status === null) return "Being written down";
  if (transcription_status === "failed") return "Could not be written down";
  if (transcription_status === "completed") return "No words were heard";
  return "Not written down";
}

import type { Voicemail } from "@/api/types";
import { useToasts } from "@/ui/toast";

import { useMarkVoicemail } from "./api/mark-voicemail";

/** Archives a voicemail, or takes it out of the archive, and offers to undo that. */
export function useArchive() {
  const mark = useMarkVoicemail();
  const toasts = useToasts();
  return (voicemail: Voicemail) => {
    const status = voicemail.status === "archived" ? "listened" : "archived";
    const undo = () => mark.mutate({ voicemail: { ...voicemail, status }, status: voicemail.status });
    mark.mutate({ voicemail, status });
    toasts.say(status === "archived" ? "Archived" : "Taken out of the archive", undo);
  };
}

import type { Voicemail } from "@/api/types";

/** What the page's URL says beside its path. */
export interface VoicemailsSearch {
  /** Without one the new voicemails. */
  status?: Voicemail["status"];
  /** The voicemail that is open, by its `recording_sid`. */
  selected?: string;
  /** Only of this contact. */
  contact?: string;
}

export function voicemailsSearch({ status, selected, contact }: Record<string, unknown>): VoicemailsSearch {
  return {
    ...((status === "listened" || status === "archived") && { status }),
    ...(typeof selected === "string" && /^RE[0-9a-fA-F]{32}$/.test(selected) && { selected }),
    ...(typeof contact === "string" && /^[0-9a-f]{32}$/.test(contact) && { contact }),
  };
}

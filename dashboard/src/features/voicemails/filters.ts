import type { Voicemail } from "@/api/types";

import type { VoicemailsSearch } from "./search";

/** What the API is asked for. */
export interface VoicemailFilters {
  status: Voicemail["status"];
  contact_id?: string;
}

export function filtersOf({ status = "new", contact }: VoicemailsSearch): VoicemailFilters {
  return { status, ...(contact && { contact_id: contact }) };
}

export function fits(voicemail: Voicemail, filters: Partial<VoicemailFilters>): boolean {
  if (filters.status && voicemail.status !== filters.status) return false;
  return !filters.contact_id || voicemail.contact_id === filters.contact_id;
}

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { useList } from "@/api/lists";

import type { VoicemailFilters } from "../filters";

/** Voicemails of a status, the newest first. */
export function useVoicemails(filters: VoicemailFilters) {
  const api = useApi();
  return useList(keys.voicemails(filters), (cursor) =>
    taken(api.GET("/api/voicemails", { params: { query: { ...filters, limit: 50, ...(cursor && { cursor }) } } })),
  );
}

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { type List, useList } from "@/api/lists";
import type { TimelineEntry } from "@/api/types";

/** All that has happened with a person, at all addresses. */
export function useTimeline(contactId: string | undefined): List<TimelineEntry> {
  const api = useApi();
  const id = contactId ?? "";
  return useList<TimelineEntry>(
    keys.timeline(id || "nobody"),
    (cursor) => taken(api.GET("/api/contacts/{id}/timeline", { params: { path: { id }, query: { limit: 50, ...(cursor && { cursor }) } } })),
    contactId !== undefined,
  );
}

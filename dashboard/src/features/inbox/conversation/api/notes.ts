import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { type List, useList } from "@/api/lists";
import type { TimelineEntry } from "@/api/types";

/** Notes about a conversation that is nobody's alone: a person's are in the timeline. */
export function useNotes(threadId: string, enabled: boolean): List<TimelineEntry> {
  const api = useApi();
  return useList<TimelineEntry>(
    keys.threadNotes(threadId),
    async (cursor) => {
      const query = { limit: 50, ...(cursor && { cursor }) };
      const { items, next } = await taken(api.GET("/api/threads/{id}/notes", { params: { path: { id: threadId }, query } }));
      return { items: items.map((note) => ({ kind: "note" as const, at: note.created_at, note })), next };
    },
    enabled,
  );
}

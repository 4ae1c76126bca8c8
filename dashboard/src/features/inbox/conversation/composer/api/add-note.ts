import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { put } from "@/parts/timeline/pages";

import { changeTimelines } from "../../timeline-cache";

/** Adds a note to a conversation. */
export function useAddNote(threadId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (note: { text: string; mentions: string[] }) =>
      taken(api.POST("/api/threads/{id}/notes", { params: { path: { id: threadId } }, body: note })),
    onSuccess: (note) => changeTimelines(queries, { threadId }, (pages) => put(pages, { kind: "note", at: note.created_at, note })),
  });
}

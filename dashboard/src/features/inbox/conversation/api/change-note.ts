import { useMutation } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import type { Note } from "@/api/types";

export function useChangeNote({ note_id, thread_id: id }: Note) {
  const api = useApi();
  return useMutation({
    mutationFn: (text: string) => taken(api.PATCH("/api/threads/{id}/notes/{note_id}", { params: { path: { id, note_id } }, body: { text } })),
  });
}

import { useMutation } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import type { Note } from "@/api/types";
import { useToasts } from "@/ui/toast";

export function useDeleteNote({ note_id, thread_id: id }: Note) {
  const api = useApi();
  const toasts = useToasts();
  return useMutation({
    mutationFn: () => taken(api.DELETE("/api/threads/{id}/notes/{note_id}", { params: { path: { id, note_id } } })),
    onError: toasts.fail,
  });
}

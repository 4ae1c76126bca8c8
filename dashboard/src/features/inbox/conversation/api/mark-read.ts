import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** Says that a conversation was read, up to a message. */
export function useMarkRead(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (message_id: string) => taken(api.POST("/api/threads/{id}/read", { params: { path: { id } }, body: { message_id } })),
    onSuccess: (thread) => queries.setQueryData(keys.thread(id), thread),
  });
}

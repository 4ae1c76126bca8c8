import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { useToasts } from "@/ui/toast";

/** Keeps a conversation for later. */
export function useMarkUnread(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: () => taken(api.POST("/api/threads/{id}/unread", { params: { path: { id } } })),
    onSuccess: (thread) => queries.setQueryData(keys.thread(id), thread),
    onError: toasts.fail,
  });
}

import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import type { Message } from "@/api/types";

import { showMessage } from "../../timeline-cache";

/** Cancels a message that has not left. */
export function useCancelScheduled({ message_id }: Message) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => taken(api.DELETE("/api/messages/{id}", { params: { path: { id: message_id } } })),
    onSuccess: (message) => showMessage(queries, message),
  });
}

import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import type { Message } from "@/api/types";

import { showMessage } from "../../timeline-cache";

/** Gives a message that waits for its time another text or time. */
export function useChangeScheduled({ message_id }: Message) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { body?: string; send_at?: string }) =>
      taken(api.PATCH("/api/messages/{id}", { params: { path: { id: message_id } }, body })),
    onSuccess: (message) => showMessage(queries, message),
  });
}

import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { useToasts } from "@/ui/toast";

import { checkKeys } from "../keys";

/** Switches a webhook on again. */
export function useEnableWebhook(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: () => taken(api.PATCH("/api/webhooks/{id}", { params: { path: { id } }, body: { enabled: true } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: checkKeys.webhooks }),
    onError: toasts.fail,
  });
}

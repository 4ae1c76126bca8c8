import { useMutation } from "@tanstack/react-query";
import type { components } from "patchbay-client";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { useKeepWebhook } from "@/parts/webhooks";

type Wish = components["schemas"]["WebhookWish"];

export function useCreateWebhook() {
  const api = useApi();
  const keep = useKeepWebhook();
  return useMutation({
    mutationFn: (body: Wish) => taken(api.POST("/api/webhooks", { body })),
    onSuccess: (webhook) => keep(webhook.endpoint_id, webhook),
  });
}

export function useDeleteWebhook(id: string) {
  const api = useApi();
  const keep = useKeepWebhook();
  return useMutation({
    mutationFn: () => taken(api.DELETE("/api/webhooks/{id}", { params: { path: { id } } })),
    onSuccess: () => keep(id),
  });
}

/** Gives it another secret, which is in this answer alone. */
export function useRotateSecret(id: string) {
  const api = useApi();
  const keep = useKeepWebhook();
  return useMutation({
    mutationFn: () => taken(api.POST("/api/webhooks/{id}/secret", { params: { path: { id } } })),
    onSuccess: (webhook) => keep(id, webhook),
  });
}

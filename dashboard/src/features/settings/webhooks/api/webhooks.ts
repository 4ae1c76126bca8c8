import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { components } from "patchbay-client";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Webhook } from "@/api/types";

type Wish = components["schemas"]["WebhookWish"];
type Change = components["schemas"]["WebhookChange"];

/** Where the tenant's own server is told of events. */
export function useWebhooks() {
  const api = useApi();
  return useQuery({ queryKey: keys.webhooks(), queryFn: async () => (await taken(api.GET("/api/webhooks"))).items });
}

/** Keeps a webhook as it is now in the list; without one it is gone. A secret is kept nowhere. */
function useKeep() {
  const queries = useQueryClient();
  return (id: string, answered?: Webhook & { secret?: string }) =>
    queries.setQueryData<Webhook[]>(keys.webhooks(), (all = []) => {
      if (!answered) return all.filter(({ endpoint_id }) => endpoint_id !== id);
      const { secret: _, ...webhook } = answered;
      const isKnown = all.some(({ endpoint_id }) => endpoint_id === id);
      return isKnown ? all.map((each) => (each.endpoint_id === id ? webhook : each)) : [...all, webhook];
    });
}

export function useCreateWebhook() {
  const api = useApi();
  const keep = useKeep();
  return useMutation({
    mutationFn: (body: Wish) => taken(api.POST("/api/webhooks", { body })),
    onSuccess: (webhook) => keep(webhook.endpoint_id, webhook),
  });
}

export function useChangeWebhook(id: string) {
  const api = useApi();
  const keep = useKeep();
  return useMutation({
    mutationFn: (body: Change) => taken(api.PATCH("/api/webhooks/{id}", { params: { path: { id } }, body })),
    onSuccess: (webhook) => keep(id, webhook),
  });
}

export function useDeleteWebhook(id: string) {
  const api = useApi();
  const keep = useKeep();
  return useMutation({
    mutationFn: () => taken(api.DELETE("/api/webhooks/{id}", { params: { path: { id } } })),
    onSuccess: () => keep(id),
  });
}

/** Gives it another secret, which is in this answer alone. */
export function useRotateSecret(id: string) {
  const api = useApi();
  const keep = useKeep();
  return useMutation({
    mutationFn: () => taken(api.POST("/api/webhooks/{id}/secret", { params: { path: { id } } })),
    onSuccess: (webhook) => keep(id, webhook),
  });
}

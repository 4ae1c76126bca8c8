import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { components } from "patchbay-client";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Webhook } from "@/api/types";

/** Where the tenant's own server is told of events. */
export function useWebhooks(options: { staleTime?: number } = {}) {
  const api = useApi();
  return useQuery({ queryKey: keys.webhooks(), queryFn: async () => (await taken(api.GET("/api/webhooks"))).items, ...options });
}

/** Keeps a webhook as it is now in the list; without one it is gone. A secret is kept nowhere. */
export function useKeepWebhook() {
  const queries = useQueryClient();
  return (id: string, answered?: Webhook & { secret?: string }) =>
    queries.setQueryData<Webhook[]>(keys.webhooks(), (all = []) => {
      if (!answered) return all.filter(({ endpoint_id }) => endpoint_id !== id);
      const { secret: _, ...webhook } = answered;
      const isKnown = all.some(({ endpoint_id }) => endpoint_id === id);
      return isKnown ? all.map((each) => (each.endpoint_id === id ? webhook : each)) : [...all, webhook];
    });
}

export function useChangeWebhook(id: string) {
  const api = useApi();
  const keep = useKeepWebhook();
  return useMutation({
    mutationFn: (body: components["schemas"]["WebhookChange"]) => taken(api.PATCH("/api/webhooks/{id}", { params: { path: { id } }, body })),
    onSuccess: (webhook) => keep(id, webhook),
  });
}

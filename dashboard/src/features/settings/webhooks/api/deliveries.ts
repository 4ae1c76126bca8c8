import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { useList } from "@/api/lists";
import type { Delivery } from "@/api/types";

export type Status = Delivery["status"];

/** What a webhook was told in the last 30 days. */
export function useDeliveries(id: string, status: Status | undefined) {
  const api = useApi();
  return useList<Delivery>(keys.deliveries(id, { status }), (cursor) =>
    taken(api.GET("/api/webhooks/{id}/deliveries", { params: { path: { id }, query: { limit: 20, ...(status && { status }), ...(cursor && { cursor }) } } })),
  );
}

/** Reads the deliveries of a webhook anew: nothing tells of them. */
export function useReadAgain(id: string) {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ["deliveries", id] });
}

/** A server is asked within a second or two: its answer is read then, once. */
function useReadAnswer(id: string) {
  const readAgain = useReadAgain(id);
  return () => {
    readAgain();
    setTimeout(readAgain, 2000);
  };
}

/** Tells a webhook of an event `webhook.test`. */
export function useTestWebhook(id: string) {
  const api = useApi();
  return useMutation({
    mutationFn: () => taken(api.POST("/api/webhooks/{id}/test", { params: { path: { id } } })),
    onSuccess: useReadAnswer(id),
  });
}

/** Tells a webhook of an event once more. */
export function useResend(id: string) {
  const api = useApi();
  return useMutation({
    mutationFn: (event_id: string) => taken(api.POST("/api/webhooks/{id}/deliveries/{event_id}/resend", { params: { path: { id, event_id } } })),
    onSuccess: useReadAnswer(id),
  });
}

/** Tells a webhook of all events of a span of time once more. */
export function useReplay(id: string) {
  const api = useApi();
  return useMutation({
    mutationFn: (span: { from: string; to: string }) => taken(api.POST("/api/webhooks/{id}/replay", { params: { path: { id } }, body: span })),
    onSuccess: useReadAnswer(id),
  });
}

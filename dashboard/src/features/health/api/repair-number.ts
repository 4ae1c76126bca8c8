import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { useToasts } from "@/ui/toast";

import { checkKeys } from "../keys";

/** Sets at Twilio what a number should have there. */
export function useRepairNumber(number: string) {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: () => taken(api.PATCH("/api/numbers/{id}", { params: { path: { id: number } }, body: {} })),
    onSuccess: () => queries.invalidateQueries({ queryKey: checkKeys.numbers }),
    onError: toasts.fail,
  });
}

import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { useToasts } from "@/ui/toast";

import { checkKeys } from "../keys";

/** Ends the suspension of the account. */
export function useReactivate() {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: () => taken(api.POST("/api/twilio/account/{action}", { params: { path: { action: "reactivate" } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: checkKeys.account }),
    onError: toasts.fail,
  });
}

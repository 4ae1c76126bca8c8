import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** Suspends the account, or has it work again. */
export function useChangeAccount() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (action: "suspend" | "reactivate") => taken(api.POST("/api/twilio/account/{action}", { params: { path: { action } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.account() }),
  });
}

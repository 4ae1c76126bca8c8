import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { useToasts } from "@/ui/toast";

/** The tenant's Twilio account, and how it comes to it. No event tells of that, so it is asked for while it goes on. */
export function useAccount(options: { staleTime?: number } = {}) {
  const api = useApi();
  return useQuery({
    queryKey: keys.account(),
    queryFn: () => taken(api.GET("/api/twilio/account")),
    refetchInterval: ({ state }) => (state.data?.status === "provisioning" ? 2000 : false),
    ...options,
  });
}

/** Suspends the account, or has it work again. */
export function useChangeAccount() {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (action: "suspend" | "reactivate") => taken(api.POST("/api/twilio/account/{action}", { params: { path: { action } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.account() }),
    onError: toasts.fail,
  });
}

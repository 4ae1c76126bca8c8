import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { components } from "patchbay-client";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** Gives the tenant a Twilio account and a number. The same request again goes on with what has begun. */
export function useProvision() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: components["schemas"]["NumberWish"]) => taken(api.POST("/api/twilio/provision", { body })),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.account() });
      void queries.invalidateQueries({ queryKey: keys.numbers() });
    },
  });
}

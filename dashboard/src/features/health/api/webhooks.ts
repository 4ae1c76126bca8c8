import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";

import { checkKeys } from "../keys";

export function useWebhooks() {
  const api = useApi();
  return useQuery({ queryKey: checkKeys.webhooks, queryFn: () => taken(api.GET("/api/webhooks")), staleTime: 0 });
}

import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";

import { checkKeys } from "../keys";

export function useAccount() {
  const api = useApi();
  return useQuery({ queryKey: checkKeys.account, queryFn: () => taken(api.GET("/api/twilio/account")), staleTime: 0 });
}

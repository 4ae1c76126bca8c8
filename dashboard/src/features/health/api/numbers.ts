import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";

import { checkKeys } from "../keys";

/** The numbers, and how Twilio has them. */
export function useCheckedNumbers() {
  const api = useApi();
  const query = { check: true };
  return useQuery({ queryKey: checkKeys.numbers, queryFn: () => taken(api.GET("/api/numbers", { params: { query } })), staleTime: 0 });
}

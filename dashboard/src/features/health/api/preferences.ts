import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";

import { checkKeys } from "../keys";

export function usePreferences() {
  const api = useApi();
  return useQuery({ queryKey: checkKeys.preferences, queryFn: () => taken(api.GET("/api/preferences")), staleTime: 0 });
}

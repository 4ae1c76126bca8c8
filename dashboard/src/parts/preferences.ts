import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** How the tenant's calls are treated. */
export function usePreferences(options: { staleTime?: number } = {}) {
  const api = useApi();
  return useQuery({ queryKey: keys.preferences(), queryFn: () => taken(api.GET("/api/preferences")), ...options });
}

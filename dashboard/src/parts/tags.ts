import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** Tags that conversations may have, in the tenant's own order. */
export function useTags() {
  const api = useApi();
  return useQuery({ queryKey: keys.tags(), queryFn: () => taken(api.GET("/api/tags")) });
}

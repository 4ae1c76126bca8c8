import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** How much waits: open, unread, mine, missed, new. */
export function useCounts() {
  const api = useApi();
  return useQuery({ queryKey: keys.counts(), queryFn: () => taken(api.GET("/api/counts")) });
}

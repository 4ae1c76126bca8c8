import { useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { listed } from "@/api/lists";
import type { Call } from "@/api/types";
import { untilCopied } from "@/parts/audio-player-state";

/** A call with its legs, and with links that work. Until it is read, what a list had of it. */
export function useCall(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useQuery({
    queryKey: keys.call(id),
    queryFn: () => taken(api.GET("/api/calls/{id}", { params: { path: { id } } })),
    initialData: () => listed<Call>(queries, keys.calls()).find(({ call_id }) => call_id === id),
    initialDataUpdatedAt: 0,
    refetchInterval: ({ state }) => untilCopied(state.data?.recordings),
  });
}

import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { untilCopied } from "@/parts/audio-player-state";

/** A call with its legs and recordings, which events do not have. */
export function useCallDetails(callId: string, enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: keys.call(callId),
    queryFn: () => taken(api.GET("/api/calls/{id}", { params: { path: { id: callId } } })),
    enabled,
    refetchInterval: ({ state }) => untilCopied(state.data?.recordings),
  });
}

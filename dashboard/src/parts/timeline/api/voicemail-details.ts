import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { untilCopied } from "@/parts/audio-player-state";

/** A voicemail with the link of its recording, which events do not have. */
export function useVoicemailDetails(sid: string, enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: keys.voicemail(sid),
    queryFn: () => taken(api.GET("/api/voicemails/{id}", { params: { path: { id: sid } } })),
    enabled,
    refetchInterval: ({ state }) => untilCopied([state.data]),
  });
}

import { useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { listed } from "@/api/lists";
import type { Voicemail } from "@/api/types";
import { untilCopied } from "@/parts/audio-player-state";

/** A voicemail with a link that works. Until it is read, what a list had of it: heard, it may leave that list at once. */
export function useVoicemail(id: string | undefined) {
  const api = useApi();
  const queries = useQueryClient();
  return useQuery({
    queryKey: keys.voicemail(id ?? ""),
    queryFn: () => taken(api.GET("/api/voicemails/{id}", { params: { path: { id: id ?? "" } } })),
    enabled: id !== undefined,
    initialData: () => listed<Voicemail>(queries, keys.voicemails()).find(({ recording_sid }) => recording_sid === id),
    initialDataUpdatedAt: 0,
    refetchInterval: ({ state }) => untilCopied([state.data]),
  });
}

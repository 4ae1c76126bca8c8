import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Call } from "@/api/types";
import { untilCopied } from "@/parts/audio-player-state";

const HOUR = 3_600_000;

/** The voicemail that was left in a call: it was made while the call went on, or a little later. */
export function useCallVoicemail(call: Call) {
  const api = useApi();
  const created_after = call.created_at;
  const created_before = new Date(new Date(call.ended_at ?? call.updated_at).getTime() + HOUR).toISOString();
  return useQuery({
    queryKey: keys.voicemail(`of ${call.call_id}`),
    queryFn: async () => {
      const asked = { params: { query: { created_after, created_before, limit: 50 } } };
      const { items } = await taken(api.GET("/api/voicemails", asked));
      return items.find(({ call_id }) => call_id === call.call_id) ?? null;
    },
    enabled: call.has_voicemail,
    refetchInterval: ({ state }) => untilCopied([state.data]),
  });
}

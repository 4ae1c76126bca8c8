import { useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { isLate } from "@/api/late";
import { isOver, LIVE_CALLS, type LiveCall } from "@/parts/call-live";
import { isLive } from "@/parts/call-outcome";

/** How long a call may have gone on that still is shown to a page that begins. */
const LONGEST = 30 * 60_000;

/** The calls that go on. They are read once, as the page begins; from there on events tell. */
export function useLiveCalls(): LiveCall[] {
  const api = useApi();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: LIVE_CALLS,
    queryFn: async (): Promise<LiveCall[]> => {
      const created_after = new Date(Date.now() - LONGEST).toISOString();
      const { items } = await taken(api.GET("/api/calls", { params: { query: { created_after, limit: 20 } } }));
      const known = queries.getQueryData<LiveCall[]>(LIVE_CALLS) ?? [];
      const among = (calls: LiveCall[], { call_id }: LiveCall) => calls.find((call) => call.call_id === call_id);
      const begun = items.filter((call) => isLive(call) && !among(known, call) && !isOver(queries, call.call_id));
      return [...begun, ...known.map((call) => newer(call, among(items, call)))];
    },
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return data ?? [];
}

const newer = (call: LiveCall, read: LiveCall | undefined) => (read && isLate(call, read) ? read : call);

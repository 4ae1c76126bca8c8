import { useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Call } from "@/api/types";
import { Recordings } from "@/parts/recordings";

/** What was recorded of a call that is shown. */
export function CallRecordings({ call }: { call: Call }) {
  const api = useApi();
  const queries = useQueryClient();
  const renew = async () => {
    const fresh = await taken(api.GET("/api/calls/{id}", { params: { path: { id: call.call_id } } }));
    queries.setQueryData(keys.call(call.call_id), fresh);
    return fresh.recordings;
  };
  return <Recordings recordings={call.recordings} renew={renew} />;
}

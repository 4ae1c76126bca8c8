import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { useList } from "@/api/lists";

import type { CallFilters } from "../filters";

/** Calls, the newest first. */
export function useCalls(filters: CallFilters) {
  const api = useApi();
  return useList(keys.calls(filters), (cursor) =>
    taken(api.GET("/api/calls", { params: { query: { ...filters, limit: 50, ...(cursor && { cursor }) } } })),
  );
}

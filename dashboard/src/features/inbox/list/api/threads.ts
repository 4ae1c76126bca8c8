import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { useList } from "@/api/lists";

import type { ThreadFilters } from "../filters";

/** Conversations, the latest first. */
export function useThreads(filters: ThreadFilters, enabled = true) {
  const api = useApi();
  return useList(
    keys.threads(filters),
    (cursor) => taken(api.GET("/api/threads", { params: { query: { ...filters, limit: 50, ...(cursor && { cursor }) } } })),
    enabled,
  );
}

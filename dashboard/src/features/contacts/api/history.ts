import { useMemo } from "react";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { type List, useList } from "@/api/lists";
import type { TimelineEntry } from "@/api/types";

import type { Kind } from "../search";

/** What has happened with a person, of one kind or all. Events put entries of each kind into what was read. */
export function useHistory(id: string, kind?: Kind): List<TimelineEntry> {
  const api = useApi();
  const { items, query } = useList<TimelineEntry>([...keys.timeline(id), ...(kind ? [kind] : [])], (cursor) =>
    taken(api.GET("/api/contacts/{id}/timeline", { params: { path: { id }, query: { limit: 50, ...(kind && { kind }), ...(cursor && { cursor }) } } })),
  );
  return { query, items: useMemo(() => (kind ? items.filter((entry) => entry.kind === kind) : items), [items, kind]) };
}

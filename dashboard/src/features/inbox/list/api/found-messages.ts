import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { useList } from "@/api/lists";

/** Messages that have all words. */
export function useFoundMessages(q: string, enabled: boolean) {
  const api = useApi();
  return useList(
    keys.found({ messages: q }),
    (cursor) => taken(api.GET("/api/search/messages", { params: { query: { q, limit: 20, ...(cursor && { cursor }) } } })),
    enabled,
  );
}

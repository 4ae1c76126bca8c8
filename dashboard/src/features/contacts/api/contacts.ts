import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { useList } from "@/api/lists";

/** People: those heard of last first, or those that have all parts of what is searched for. */
export function useContacts(q: string) {
  const api = useApi();
  return useList(keys.contacts({ q }), (cursor) =>
    taken(api.GET("/api/contacts", { params: { query: { limit: 50, ...(q && { q }), ...(cursor && { cursor }) } } })),
  );
}

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { useList } from "@/api/lists";
import { contactLists } from "@/parts/contact-lists";

/** People: those heard of last first, or those that have all parts of what is searched for. */
export function useContacts(q: string) {
  const api = useApi();
  return useList(contactLists(q), (cursor) =>
    taken(api.GET("/api/contacts", { params: { query: { limit: 50, ...(q && { q }), ...(cursor && { cursor }) } } })),
  );
}

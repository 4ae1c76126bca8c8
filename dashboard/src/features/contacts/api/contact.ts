import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** A person, with all conversations. */
export function useContact(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.contact(id),
    queryFn: () => taken(api.GET("/api/contacts/{id}", { params: { path: { id } } })),
  });
}

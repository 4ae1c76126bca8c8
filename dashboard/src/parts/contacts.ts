import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

import { canAnswer } from "./call-parties";
import { contactChanged } from "./contact-lists";

/** A person, with all conversations. */
export function useContact(id: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: keys.contact(id ?? ""),
    queryFn: () => taken(api.GET("/api/contacts/{id}", { params: { path: { id: id ?? "" } } })),
    enabled: id !== undefined,
  });
}

/** Whose number it is, if that is known: events do not say whom a call is with, and who has called was perhaps never written to. */
export function useContactOfNumber(number: string | null) {
  const api = useApi();
  const query = { number: number ?? "", limit: 1 };
  return useQuery({
    queryKey: keys.contactOfNumber(query.number),
    queryFn: () => taken(api.GET("/api/contacts", { params: { query } })),
    enabled: canAnswer(number),
    select: ({ items }) => items[0] ?? null,
  });
}

/** Gives a person a name or a reference; `null` takes it away. */
export function useChangeContact(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { name?: string | null; lead_id?: string | null }) => taken(api.PATCH("/api/contacts/{id}", { params: { path: { id } }, body })),
    onSuccess: (contact) => {
      queries.setQueryData(keys.contact(id), contact);
      contactChanged(queries, contact);
    },
  });
}

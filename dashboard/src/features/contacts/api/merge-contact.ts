import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { contactChanged, contactGone } from "@/parts/contact-lists";

/** Makes another contact a part of this one. */
export function useMergeContact(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (other: string) => taken(api.POST("/api/contacts/{id}/merge", { params: { path: { id } }, body: { contact_id: other } })),
    onSuccess: (contact, other) => {
      queries.setQueryData(keys.contact(id), contact);
      contactChanged(queries, contact);
      contactGone(queries, other);
      void queries.invalidateQueries({ queryKey: keys.timeline(id) });
    },
  });
}

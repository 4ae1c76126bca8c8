import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Channel } from "@/api/types";
import { contactChanged } from "@/parts/contact-lists";

export interface NewContact {
  name: string | null;
  lead_id: string | null;
  addresses: { channel: Channel; address: string }[];
}

/** One of the numbers is somebody's already. */
export class ContactExists extends Error {
  constructor(
    message: string,
    readonly contactId: string,
  ) {
    super(message);
  }
}

/** Makes a contact of somebody who has not written yet. */
export function useCreateContact() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: NewContact) => {
      const asking = api.POST("/api/contacts", { body });
      const { error } = await asking;
      const refusal = error && "error" in error ? error.error : undefined;
      if (refusal?.code === "contact_exists" && refusal.contact_id) throw new ContactExists(refusal.message, refusal.contact_id);
      return taken(asking);
    },
    onSuccess: (contact) => {
      queries.setQueryData(keys.contact(contact.contact_id), contact);
      contactChanged(queries, contact);
    },
  });
}

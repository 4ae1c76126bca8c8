import type { QueryClient } from "@tanstack/react-query";
import type { Event } from "patchbay-client";

import { keys } from "@/api/keys";
import type { Contact } from "@/api/types";
import { contactChanged, contactGone } from "@/parts/contact-lists";

/** What an event changes of what this feature shows. */
export function contactsHear({ type, data }: Event, queries: QueryClient) {
  const record: unknown = data;
  switch (type) {
    case "contact.created":
    case "contact.updated":
      return contactChanged(queries, record as Contact);
    case "contact.deleted":
      return contactGone(queries, (record as Contact).contact_id);
    case "contacts.imported":
      void queries.invalidateQueries({ queryKey: keys.imports() });
      // Its lines are not told one by one.
      void queries.invalidateQueries({ queryKey: keys.contacts() });
  }
}

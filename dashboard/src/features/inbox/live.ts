import type { QueryClient } from "@tanstack/react-query";
import type { Event } from "patchbay-client";

import type { Consent, Contact, Message, Thread } from "@/api/types";

import { conversationHears } from "./conversation/live";
import { threadGone } from "./list/changed";
import { consentTold, contactTold, messageTold, threadTold } from "./list/told";

/** What an event changes of what this feature shows. */
export function inboxHears(event: Event, queries: QueryClient) {
  listHears(event, queries);
  conversationHears(event, queries);
}

function listHears({ type, data }: Event, queries: QueryClient) {
  const record: unknown = data;
  switch (type) {
    case "thread.created":
    case "thread.updated":
      return threadTold(queries, record as Thread);
    case "thread.deleted":
      return threadGone(queries, (record as Thread).thread_id);
    case "message.created":
    case "message.updated":
      return messageTold(queries, record as Message);
    case "contact.created":
    case "contact.updated":
      return contactTold(queries, record as Contact);
    case "consent.updated":
      return consentTold(queries, record as Consent);
  }
}

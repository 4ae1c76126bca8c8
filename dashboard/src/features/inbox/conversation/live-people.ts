import type { QueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";
import type { Consent, Contact, Thread } from "@/api/types";

type ContactWithThreads = Contact & { threads: Thread[] };
type Told = Partial<Contact> & { contact_id: string; merged_into?: string | null };

/** What lists have of a conversation and events have not. */
const UNTOLD = { contact_name: null, last_message_status: null, last_error_code: null, last_error_message: null };

/**
 * Changes a conversation in the cache. Whose it is stays: events name the address, which may have become another's. What
 * the person wants, and the reference, are the person's own: events of conversations do not know them.
 */
export function tellThread(queries: QueryClient, thread: Thread) {
  const key = keys.thread(thread.thread_id);
  const merge = (known: Thread | null): Thread => {
    const { contact_id, lead_id, opted_out_at } = known ?? thread;
    return { ...UNTOLD, ...known, ...thread, contact_id: contact_id ?? thread.contact_id, lead_id: lead_id ?? thread.lead_id, opted_out_at };
  };
  queries.setQueryData<Thread | null>(key, (known) => (known === undefined ? undefined : merge(known)));
  queries.setQueriesData<ContactWithThreads>({ queryKey: ["contact"] }, (contact) => contact && withThread(contact, thread, merge));
}

/** Whether texts are wanted there: conversations are known by the same ids. */
export function tellWish(queries: QueryClient, { consent_id, opted_out_at }: Consent) {
  queries.setQueryData<Thread | null>(keys.thread(consent_id), (known) => known && { ...known, opted_out_at });
  queries.setQueriesData<ContactWithThreads>({ queryKey: ["contact"] }, (contact) => {
    if (!contact?.threads.some(({ thread_id }) => thread_id === consent_id)) return contact;
    return { ...contact, threads: contact.threads.map((thread) => (thread.thread_id === consent_id ? { ...thread, opted_out_at } : thread)) };
  });
}

function withThread(contact: ContactWithThreads, thread: Thread, merge: (known: Thread | null) => Thread): ContactWithThreads {
  const known = contact.threads.find(({ thread_id }) => thread_id === thread.thread_id);
  if (!known && thread.contact_id !== contact.contact_id) return contact;
  const others = contact.threads.filter((other) => other !== known);
  return { ...contact, addresses: usedBy(contact, thread), threads: [merge(known ?? null), ...others] };
}

/** No event tells of the contact that an address was used: the conversation's does. */
function usedBy({ addresses }: Contact, { channel, contact_number, last_activity_at: at }: Thread): Contact["addresses"] {
  const isUsed = (one: Contact["addresses"][number]) => one.channel === channel && one.address === contact_number && one.last_used_at < at;
  return addresses.map((one) => (isUsed(one) ? { ...one, last_used_at: at } : one));
}

/** It was joined with another one of the same person. */
export function forgetThread(queries: QueryClient, { thread_id }: Pick<Thread, "thread_id">) {
  void queries.invalidateQueries({ queryKey: keys.thread(thread_id) });
}

/** A person has another name, or has become another one. */
export function tellContact(queries: QueryClient, told: Told) {
  const { merged_into: into, ...contact } = told;
  const name = contact.name ?? contact.profile_name;
  queries.setQueryData<ContactWithThreads>(keys.contact(contact.contact_id), (known) => known && { ...known, ...contact });
  queries.setQueriesData<Thread | null>({ queryKey: ["thread"] }, (thread) => {
    if (!thread || thread.contact_id !== contact.contact_id) return thread;
    return into ? { ...thread, contact_id: into } : { ...thread, contact_name: name === undefined ? thread.contact_name : name };
  });
}

import type { QueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";
import { changeLists, type Page, type Pages } from "@/api/lists";
import type { Call, Consent, Contact, Message, Note, Thread, TimelineEntry, Voicemail } from "@/api/types";
import { otherNumber } from "@/parts/call-parties";
import { entryId, messageEntry } from "@/parts/timeline/entries";
import { find, findPending, isPending, put, remove } from "@/parts/timeline/pages";

import { mergedCall, mergedMessage, mergedVoicemail } from "./told";

/** By what an entry is known to be of a person. */
export interface Whose {
  threadId?: string | undefined;
  contactId?: string | null | undefined;
  /** The other side's address. */
  address?: string | null | undefined;
}

type ContactWithThreads = Contact & { threads: Thread[] };
type Change = (pages: Page<TimelineEntry>[]) => Page<TimelineEntry>[];

/** Changes the timelines in the cache that show what is said to be somebody's. */
export function changeTimelines(queries: QueryClient, whose: Whose, change: Change) {
  if (whose.threadId) changeLists<TimelineEntry>(queries, keys.threadMessages(whose.threadId), change);
  for (const [key] of queries.getQueriesData<Pages<TimelineEntry>>({ queryKey: keys.timeline() })) {
    if (isOf(queries, String(key[1]), whose)) changeLists<TimelineEntry>(queries, key, change);
  }
}

/** Events name a person by the id of an address, which may be another one after a merge: addresses and conversations decide, too. */
function isOf(queries: QueryClient, contactId: string, { threadId, contactId: named, address }: Whose): boolean {
  if (named === contactId) return true;
  if (threadId && queries.getQueryData<Thread | null>(keys.thread(threadId))?.contact_id === contactId) return true;
  const contact = queries.getQueryData<ContactWithThreads>(keys.contact(contactId));
  if (!contact) return false;
  return contact.threads.some((thread) => thread.thread_id === threadId) || contact.addresses.some((known) => known.address === address);
}

/**
 * Shows a message, as far as it is known: what was known before and is not told anew stays. A waiting message, whose id
 * begins with `pending:`, is replaced by the one that came of it.
 */
export function showMessage(queries: QueryClient, message: Message) {
  changeTimelines(queries, { threadId: message.thread_id, address: otherNumber(message) }, (pages) => {
    const known = find(pages, entryId(messageEntry(message)));
    const waiting = known || isPending(message) ? undefined : findPending(pages, message);
    const rest = waiting ? remove(pages, entryId(waiting)) : pages;
    return put(rest, messageEntry(mergedMessage(known?.kind === "message" ? known.message : undefined, message)));
  });
}

/** Takes a message away, such as a waiting one that was refused, or that has become another one. */
export function hideMessage(queries: QueryClient, message: Message) {
  changeTimelines(queries, { threadId: message.thread_id, address: otherNumber(message) }, (pages) => remove(pages, entryId(messageEntry(message))));
}

type Kind<K extends TimelineEntry["kind"]> = Extract<TimelineEntry, { kind: K }>;

/** Puts an entry in its place; `merge` says what stays of what was known. */
function show<K extends TimelineEntry["kind"]>(queries: QueryClient, whose: Whose, entry: Kind<K>, merge = (_known: Kind<K> | undefined) => entry) {
  changeTimelines(queries, whose, (pages) => put(pages, merge(find(pages, entryId(entry)) as Kind<K> | undefined)));
}

export function showCall(queries: QueryClient, call: Call) {
  const whose = { contactId: call.contact_id, address: otherNumber(call) };
  show<"call">(queries, whose, { kind: "call", at: call.created_at, call }, (known) => ({ kind: "call", at: call.created_at, call: mergedCall(known?.call, call) }));
}

export function showVoicemail(queries: QueryClient, voicemail: Voicemail) {
  const { contact_id: contactId, from_number: address, created_at: at } = voicemail;
  const entry = { kind: "voicemail" as const, at, voicemail };
  show<"voicemail">(queries, { contactId, address }, entry, (known) => ({ ...entry, voicemail: mergedVoicemail(known?.voicemail, voicemail) }));
}

export function showNote(queries: QueryClient, note: Note) {
  const entry = { kind: "note" as const, at: note.created_at, note };
  show<"note">(queries, { threadId: note.thread_id }, entry);
  changeLists<TimelineEntry>(queries, keys.threadNotes(note.thread_id), (pages) => put(pages, entry));
}

export function hideNote(queries: QueryClient, { note_id, thread_id }: Pick<Note, "note_id" | "thread_id">) {
  const gone: Change = (pages) => remove(pages, `note:${note_id}`);
  changeTimelines(queries, { threadId: thread_id }, gone);
  changeLists<TimelineEntry>(queries, keys.threadNotes(thread_id), gone);
}

export function showConsent(queries: QueryClient, { consent_id, opted_out_at, source, changed_by, changed_at, contact_number }: Consent) {
  const consent = { consent_id, opted_out: opted_out_at !== null, source, changed_by };
  show<"consent">(queries, { threadId: consent_id, address: contact_number }, { kind: "consent", at: changed_at, consent });
}

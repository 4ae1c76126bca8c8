import { useEffect, useMemo } from "react";

import type { List } from "@/api/lists";
import type { Contact, Thread, TimelineEntry } from "@/api/types";
import { sidesOfThread } from "@/format/thread-id";
import { useContactOfNumber } from "@/parts/contacts";
import { useThreadName } from "@/parts/thread-name";

import { useMessages } from "./api/messages";
import { useNotes } from "./api/notes";
import { useThread } from "./api/thread";
import { useTimeline } from "./api/timeline";

/** A conversation as the page shows it, also one in which nothing was written. */
export interface Conversation {
  id: string;
  thread: Thread | null;
  contactId: string | undefined;
  channel: Thread["channel"];
  ownNumber: string;
  number: string;
  isGroup: boolean;
  /** Whom it is with. */
  name: string;
  list: List<TimelineEntry>;
}

export function useConversation(id: string): { conversation: Conversation | undefined; error: Error | null; again: () => void } {
  const { data: thread, error, refetch } = useThread(id);
  const sides = sidesOfThread(id);
  const isNew = thread === null;
  const known = useContactOfNumber(isNew ? sides.contact : null);
  const contactId = thread ? (thread.contact_id ?? undefined) : (known.data?.contact_id ?? undefined);
  const isKnown = thread !== undefined && !(isNew && known.isLoading);
  const ofPerson = useTimeline(isKnown ? contactId : undefined);
  const ofThread = useMessages(id, isKnown && contactId === undefined);
  const notes = useNotes(id, isKnown && thread !== null && contactId === undefined);
  const together = useTogether(ofThread, notes);
  const number = thread?.contact_number ?? sides.contact;
  const name = useNameOf(thread, known.data ?? null, number);
  if (!isKnown || thread === undefined) return { conversation: undefined, error, again: () => void refetch() };
  const conversation: Conversation = {
    id,
    thread,
    contactId,
    channel: thread?.channel ?? sides.channel,
    ownNumber: thread?.own_number ?? sides.own,
    number,
    isGroup: (thread?.members.length ?? 0) > 0,
    name,
    list: contactId === undefined ? together : ofPerson,
  };
  return { conversation, error: null, again: () => void refetch() };
}

/** Whom a conversation is with, also one that does not exist yet with somebody who is known. */
function useNameOf(thread: Thread | null | undefined, contact: Contact | null, contact_number: string): string {
  const nameOf = useThreadName();
  return nameOf(thread ?? { contact_name: contact?.name ?? contact?.profile_name ?? null, contact_number, members: [] });
}

/** Messages and notes in one order; notes that are older than the messages that were read wait for theirs. */
function useTogether(messages: List<TimelineEntry>, notes: List<TimelineEntry>): List<TimelineEntry> {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = notes.query;
  const oldest = messages.query.hasNextPage ? (messages.items.at(-1)?.at ?? "") : "";
  const lacks = (notes.items.at(-1)?.at ?? "") > oldest;
  useEffect(() => {
    if (lacks && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [lacks, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const items = useMemo(
    () => [...messages.items, ...notes.items.filter(({ at }) => at >= oldest)].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
    [messages.items, notes.items, oldest],
  );
  return { items, query: messages.query };
}

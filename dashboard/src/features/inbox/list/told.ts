import type { QueryClient } from "@tanstack/react-query";

import type { Consent, Contact, Message, Thread } from "@/api/types";

import { knownThread, type ListedThread, threadChanged, threadsAltered } from "./changed";

/** What an event says of a conversation. The rest is its contact's, its last message's and its consent's. */
type ToldThread = Omit<Thread, "contact_name" | "last_message_status" | "last_error_code" | "last_error_message">;

type Delivery = Pick<Thread, "last_message_status" | "last_error_code" | "last_error_message">;

const UNSENT: Delivery = { last_message_status: null, last_error_code: null, last_error_message: null };

/** What became of a message, kept for a while: its conversation may be told of later. */
const deliveryKey = (messageId: string | null) => ["delivery", messageId];

/** A conversation was told of: what the event leaves out stays as it was known. */
export function threadTold(queries: QueryClient, told: ToldThread) {
  const known = knownThread(queries, told.thread_id);
  const sameLast = known && known.last_message_id === told.last_message_id;
  const delivery = queries.getQueryData<Delivery>(deliveryKey(told.last_message_id)) ?? (sameLast ? deliveryOf(known) : UNSENT);
  const thread: ListedThread = known
    ? { ...known, ...told, contact_id: known.contact_id, lead_id: known.lead_id, opted_out_at: known.opted_out_at, ...delivery }
    : { ...told, contact_name: null, ...delivery, partial: true };
  threadChanged(queries, thread);
}

const deliveryOf = ({ last_message_status, last_error_code, last_error_message }: Thread): Delivery => ({
  last_message_status,
  last_error_code,
  last_error_message,
});

/** A message has another status, which is its conversation's while it is the last one. */
export function messageTold(queries: QueryClient, { message_id, direction, status, error_code, error_message }: Message) {
  if (direction !== "outbound") return;
  const delivery = { last_message_status: status, last_error_code: error_code, last_error_message: error_message };
  queries.setQueryData<Delivery>(deliveryKey(message_id), delivery);
  threadsAltered(
    queries,
    (thread) => thread.last_message_id === message_id,
    (thread) => ({ ...thread, ...delivery }),
  );
}

/** A contact has another name or reference, which are its conversations' as well. */
export function contactTold(queries: QueryClient, { addresses, name, profile_name, lead_id }: Contact) {
  const ways = new Set(addresses.map(({ channel, address }) => `${channel} ${address}`));
  threadsAltered(
    queries,
    (thread) => thread.members.length === 0 && ways.has(`${thread.channel} ${thread.contact_number}`),
    (thread) => ({ ...thread, contact_name: name ?? profile_name, lead_id }),
  );
}

/** Somebody wants no messages, or wants them again. */
export function consentTold(queries: QueryClient, { consent_id, opted_out_at }: Consent) {
  threadsAltered(
    queries,
    (thread) => thread.thread_id === consent_id,
    (thread) => ({ ...thread, opted_out_at }),
  );
}

import type { Channel, TimelineEntry } from "@/api/types";
import { sidesOfThread } from "@/format/thread-id";

import type { Person } from "../person";

/** What somebody has said of messages from one own number to one of theirs. */
export interface Wish {
  id: string;
  channel: Channel;
  own: string;
  since: string;
}

/** An address that can be written to, and where it wants no messages. */
export interface Wishes {
  channel: Channel;
  address: string;
  out: Wish[];
}

/**
 * Whether somebody wants messages, at each of their addresses. Conversations know it, and changes of consent, the latest
 * first, also where nothing was written yet.
 */
export function wishesOf({ addresses, threads }: Person, changes: TimelineEntry[]): Wishes[] {
  const latest = new Map<string, Wish | null>();
  for (const { thread_id, opted_out_at, channel, own_number } of threads) {
    latest.set(thread_id, opted_out_at ? { id: thread_id, channel, own: own_number, since: opted_out_at } : null);
  }
  for (const entry of changes) {
    if (entry.kind !== "consent" || latest.has(entry.consent.consent_id)) continue;
    const { channel, own } = sidesOfThread(entry.consent.consent_id);
    const wish = { id: entry.consent.consent_id, channel, own, since: entry.at };
    latest.set(wish.id, entry.consent.opted_out ? wish : null);
  }
  const out = [...latest.values()].filter((wish) => wish !== null);
  const isAt = (wish: Wish, channel: Channel, address: string) => wish.channel === channel && wish.id.endsWith(`.${address.replace(/^\+/, "")}`);
  return addresses
    .filter(({ channel }) => channel === "sms" || channel === "whatsapp")
    .map(({ channel, address }) => ({ channel, address, out: out.filter((wish) => isAt(wish, channel, address)) }));
}

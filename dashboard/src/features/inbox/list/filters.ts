import type { Channel, Thread } from "@/api/types";

import type { InboxSearch } from "../search";

/** What the API is asked for. It names the user, so that an event alone says whether a conversation is in a list. */
export interface ThreadFilters {
  status?: "open" | "done";
  unread?: true;
  assigned_to?: string;
  tag?: string;
  channel?: Channel;
  own_number?: string;
}

/** The filters of what the URL says. A view and a chosen user may both be about whom it is assigned to: the view wins. */
export function filtersOf({ view = "open", tag, assigned, channel, number }: InboxSearch, user: string): ThreadFilters {
  const filters: ThreadFilters = {};
  if (view === "open" || view === "done") filters.status = view;
  if (view === "mine") filters.status = "open";
  if (view === "unread") filters.unread = true;
  if (view === "mine") filters.assigned_to = user;
  else if (assigned) filters.assigned_to = assigned;
  if (tag) filters.tag = tag;
  if (channel) filters.channel = channel;
  if (number) filters.own_number = number;
  return filters;
}

const KNOWN = new Set(["status", "unread", "assigned_to", "tag", "channel", "own_number", "limit"]);

/** Whether a conversation belongs into a list, as far as it can be said of it alone. */
export function fits(thread: Thread, filters: object): boolean | undefined {
  if (Object.keys(filters).some((name) => !KNOWN.has(name))) return undefined;
  const { status, unread, assigned_to, tag, channel, own_number } = filters as ThreadFilters;
  return (
    (!status || thread.status === status) &&
    (!unread || thread.unread_count > 0) &&
    (!assigned_to || thread.assigned_to === assigned_to) &&
    (!tag || thread.tags.includes(tag)) &&
    (!channel || thread.channel === channel) &&
    (!own_number || thread.own_number === own_number)
  );
}

import type { Page } from "@/api/lists";
import type { Message, TimelineEntry } from "@/api/types";

import { entryId, placeOf } from "./entries";

type Entries = Page<TimelineEntry>[];

/** Puts an entry where it belongs, the latest first, in place of what was there of it. What is older than all that was read is left out. */
export function put(pages: Entries, entry: TimelineEntry): Entries {
  const rest = remove(pages, entryId(entry));
  const place = placeOf(entry);
  const at = rest.findIndex(({ items, next }) => next === null || !isAfter(items.at(-1), place));
  if (at < 0) return rest;
  return rest.map((page, index) => (index === at ? { ...page, items: inserted(page.items, entry) } : page));
}

function inserted(items: TimelineEntry[], entry: TimelineEntry): TimelineEntry[] {
  const place = placeOf(entry);
  const found = items.findIndex((item) => !isAfter(item, place));
  return items.toSpliced(found < 0 ? items.length : found, 0, entry);
}

const isAfter = (entry: TimelineEntry | undefined, place: string) => entry !== undefined && placeOf(entry) > place;

/** Takes an entry out; pages that do not have it stay as they are. */
export function remove(pages: Entries, id: string): Entries {
  const has = (page: Page<TimelineEntry>) => page.items.some((item) => entryId(item) === id);
  if (!pages.some(has)) return pages;
  return pages.map((page) => (has(page) ? { ...page, items: page.items.filter((item) => entryId(item) !== id) } : page));
}

export function find(pages: Entries, id: string): TimelineEntry | undefined {
  for (const { items } of pages) {
    const found = items.find((item) => entryId(item) === id);
    if (found) return found;
  }
  return undefined;
}

/** Marks a message that was not yet taken over: the page has asked for it, and waits for the answer. */
export const PENDING = "pending:";

export const isPending = (message: Message) => message.message_id.startsWith(PENDING);

/** The waiting message that this one is the answer to: its channel may be faster than the answer. */
export function findPending(pages: Entries, message: Message): TimelineEntry | undefined {
  if (message.direction !== "outbound") return undefined;
  const waiting = pages.flatMap(({ items }) => items.filter((item) => item.kind === "message" && isPending(item.message)));
  return waiting.findLast(
    (item) => item.kind === "message" && item.message.thread_id === message.thread_id && item.message.body === message.body && item.message.num_media === message.num_media,
  );
}

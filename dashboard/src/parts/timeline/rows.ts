import type { TimelineEntry } from "@/api/types";

import { authorOf, entryId } from "./entries";

/** An entry as it stands among the others. */
export interface Row {
  id: string;
  entry: TimelineEntry;
  /** Whether it is the first of its day. */
  beginsDay: boolean;
  /** Whether it is the first that nobody has read. */
  beginsNew: boolean;
  /** Whether it goes on with what the same author wrote in the same minute. */
  goesOn: boolean;
  /** Whether the next one goes on with it. */
  isFollowed: boolean;
}

/** Rows from the oldest to the newest, of entries from the newest to the oldest. */
export function rowsOf(entries: TimelineEntry[], firstNew: string | undefined): Row[] {
  const rows: Row[] = [];
  let day = Number.NaN;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (!entry) continue;
    const id = entryId(entry);
    const today = dayOf(entry.at);
    const before = rows.at(-1);
    const goesOn = before !== undefined && today === day && id !== firstNew && isSameBurst(before.entry, entry);
    if (before && goesOn) before.isFollowed = true;
    rows.push({ id, entry, beginsDay: today !== day, beginsNew: id === firstNew, goesOn, isFollowed: false });
    day = today;
  }
  return rows;
}

/** Where the newest is that has happened: what is scheduled stands below it. */
export const newestOf = (rows: Row[]): number => rows.findLastIndex(({ entry }) => entry.kind !== "message" || entry.message.status !== "scheduled");

/** How many have come in after the one that was seen last. */
export function countFresh(rows: Row[], seen: string | undefined): number {
  const at = rows.findIndex(({ id }) => id === seen);
  return at < 0 ? 0 : rows.slice(at + 1).filter(({ entry }) => entry.kind !== "message" || entry.message.direction === "inbound").length;
}

/** A day of the reader's zone, as a number. */
function dayOf(iso: string): number {
  const time = new Date(iso);
  return time.getFullYear() * 400 + time.getMonth() * 32 + time.getDate();
}

const isSameBurst = (before: TimelineEntry, entry: TimelineEntry) =>
  before.at.slice(0, 16) === entry.at.slice(0, 16) && authorOf(before) === authorOf(entry);

/** The id of the entry that is the first of `unread` messages of a conversation; of all that is there if there are more. */
export function firstUnread(entries: TimelineEntry[], threadId: string, unread: number): string | undefined {
  let left = unread;
  let found: string | undefined;
  for (const entry of entries) {
    if (left === 0) break;
    if (entry.kind !== "message" || entry.message.thread_id !== threadId || entry.message.direction !== "inbound") continue;
    found = entryId(entry);
    left -= 1;
  }
  return found;
}

import { type Page, replaced, without } from "@/api/lists";
import type { Thread } from "@/api/types";

import { fits, type ThreadFilters } from "./filters";

const newer = (a: Thread, b: Thread) =>
  a.last_activity_at === b.last_activity_at ? a.thread_id > b.thread_id : a.last_activity_at > b.last_activity_at;

/** A list after a conversation has changed: it comes in, moves, or goes. */
export function placed(pages: Page<Thread>[], thread: Thread, filters: object): Page<Thread>[] {
  const isSame = ({ thread_id }: Thread) => thread_id === thread.thread_id;
  const fitting = fits(thread, filters);
  if (fitting === undefined) return replaced(pages, thread, isSame);
  if (!fitting) return pages.some(({ items }) => items.some(isSame)) ? without(pages, isSame) : pages;
  const known = pages.flatMap(({ items }) => items).find(isSame);
  if (known && staysThere(known, thread, filters)) return replaced(pages, thread, isSame);
  return inserted(known ? without(pages, isSame) : pages, thread, filters);
}

/** Lists are by the last activity; the one of the unread by when something came in. */
function staysThere(known: Thread, thread: Thread, { unread }: ThreadFilters): boolean {
  if (known.last_activity_at === thread.last_activity_at) return true;
  return Boolean(unread) && thread.last_direction !== "inbound";
}

function inserted(pages: Page<Thread>[], thread: Thread, { unread }: ThreadFilters): Page<Thread>[] {
  const isBefore = (item: Thread) => unread || newer(thread, item);
  const at = pages.findIndex(({ items }) => items.some(isBefore));
  const page = at === -1 ? pages.length - 1 : at;
  const last = pages[page];
  // Beyond what was read: it comes with a later page.
  if (!last || (at === -1 && last.next)) return pages;
  const found = last.items.findIndex(isBefore);
  const items = last.items.toSpliced(found === -1 ? last.items.length : found, 0, thread);
  return pages.with(page, { ...last, items });
}

import type { Page } from "./lists";

/**
 * Puts a record into a list that has the newest first, where its time belongs. A record older than all that was read
 * stays out while there is more to read: it comes with its page.
 */
export function placed<T extends { created_at: string }>(pages: Page<T>[], record: T): Page<T>[] {
  let done = false;
  const next = pages.map((page) => {
    const at = done ? -1 : page.items.findIndex((item) => item.created_at <= record.created_at);
    if (at < 0) return page;
    done = true;
    return { ...page, items: page.items.toSpliced(at, 0, record) };
  });
  const last = next.at(-1);
  if (done || !last || last.next) return next;
  return [...next.slice(0, -1), { ...last, items: [...last.items, record] }];
}

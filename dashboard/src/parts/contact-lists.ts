import type { QueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";
import { changeLists, onTop, type Page, replaced, without } from "@/api/lists";
import type { Contact } from "@/api/types";

/** A contact is new, or has another name, reference, address or activity. */
export function contactChanged(queries: QueryClient, contact: Contact) {
  const isSame = ({ contact_id }: Contact) => contact_id === contact.contact_id;
  changeLists<Contact>(queries, keys.contacts(), (pages, [, filters]) => {
    const known = pages.flatMap(({ items }) => items).find(isSame);
    const isFirst = !known || (known.last_activity_at ?? "") < (contact.last_activity_at ?? "");
    return isSearched(filters) || !isFirst ? replaced(pages, contact, isSame) : moved(pages, contact, isSame);
  });
}

const isSearched = (filters: unknown) => Boolean(Object(filters).q);

/** On top, unless it is older: events may come again after a gap. */
function moved(pages: Page<Contact>[], contact: Contact, isSame: (item: Contact) => boolean): Page<Contact>[] {
  const isOlder = (pages[0]?.items[0]?.last_activity_at ?? "") > (contact.last_activity_at ?? "");
  if (!isOlder) return onTop(pages, contact, isSame);
  const rest = without(pages, isSame);
  const at = rest.findIndex(({ items }) => items.some((item) => (item.last_activity_at ?? "") < (contact.last_activity_at ?? "")));
  const page = rest[at];
  if (!page) return replaced(pages, contact, isSame);
  const found = page.items.findIndex((item) => (item.last_activity_at ?? "") < (contact.last_activity_at ?? ""));
  return rest.with(at, { ...page, items: page.items.toSpliced(found, 0, contact) });
}

export function contactGone(queries: QueryClient, id: string) {
  changeLists<Contact>(queries, keys.contacts(), (pages) => without(pages, ({ contact_id }) => contact_id === id));
}

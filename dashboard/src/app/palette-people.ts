import { useNavigate } from "@tanstack/react-router";
import { User } from "lucide-react";
import { useDeferredValue } from "react";

import { isSearchable } from "@/format/words";
import { useContactName } from "@/parts/contact-name";
import { useFoundPeople } from "@/parts/found-people";

import type { PaletteEntry } from "./palette-dialog";

/** People whose name, number or reference has what was typed. */
export function usePeople(text: string): PaletteEntry[] {
  const navigate = useNavigate();
  const nameOf = useContactName();
  const q = useDeferredValue(text.trim());
  const { data } = useFoundPeople(q);
  if (!isSearchable(q)) return [];
  return (data?.items ?? []).map((contact) => ({
    id: contact.contact_id,
    name: nameOf(contact),
    Icon: User,
    run: () => void navigate({ to: "/contacts/$contactId", params: { contactId: contact.contact_id } }),
  }));
}

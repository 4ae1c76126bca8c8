import type { Contact } from "@/api/types";
import { usePhoneText } from "@/format/phone";

/** What a person is called: by the tenant, by a channel, else by the number. */
export function useContactName(): (contact: Pick<Contact, "contact_id" | "name" | "profile_name" | "addresses">) => string {
  const phone = usePhoneText();
  return ({ contact_id, name, profile_name, addresses }) => name ?? profile_name ?? phone(addresses[0]?.address ?? contact_id);
}

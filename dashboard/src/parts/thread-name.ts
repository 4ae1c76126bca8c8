import type { Thread } from "@/api/types";
import { usePhoneText } from "@/format/phone";

/** Whom a conversation is with: a name, else the number; of a group its numbers. */
export function useThreadName(): (thread: Pick<Thread, "contact_name" | "contact_number" | "members">) => string {
  const phone = usePhoneText();
  return ({ contact_name, contact_number, members }) => {
    if (members.length > 0) return `Group: ${members.map(phone).join(", ")}`;
    return contact_name ?? (contact_number === "anonymous" ? "Withheld number" : phone(contact_number));
  };
}

import type { Contact } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { Avatar } from "@/ui/avatar";

import { useConversationOf } from "../api/conversation-of";
import { Marked } from "./marked";

/** People that a search has found. Each leads to the conversation with them. */
export function FoundPeople({ people, q }: { people: Contact[]; q: string }) {
  const open = useConversationOf();
  const phone = usePhoneText();
  return (
    <section aria-label="People found" className="max-h-[45%] shrink-0 overflow-y-auto border-b border-line pb-2">
      <h2 className="px-4 pt-3 pb-1 text-xs font-medium text-muted">People</h2>
      <ul>
        {people.map((contact) => {
          const name = contact.name ?? contact.profile_name;
          const number = phone(contact.addresses[0]?.address ?? "");
          return (
            <li key={contact.contact_id}>
              <button
                type="button"
                disabled={open.isPending}
                onClick={() => open.mutate(contact)}
                className="flex min-h-12 w-full items-center gap-3 px-4 text-start -outline-offset-2 hover:bg-sunken/60"
              >
                <Avatar small name={name} seed={contact.contact_id} />
                <span className="min-w-0 flex-1 truncate font-medium">
                  <Marked text={name ?? number} q={q} parts />
                </span>
                {name && <span className="text-sm whitespace-nowrap text-muted">{number}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

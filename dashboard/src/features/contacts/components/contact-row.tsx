import { Link } from "@tanstack/react-router";

import type { Contact } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { useContactName } from "@/parts/contact-name";
import { Avatar } from "@/ui/avatar";
import { Time } from "@/ui/time";

/** A person in the list. */
export function ContactRow({ contact }: { contact: Contact }) {
  const phone = usePhoneText();
  const name = useContactName()(contact);
  const { contact_id, addresses, last_activity_at } = contact;
  const [first, ...others] = addresses;
  const address = first ? phone(first.address) : "";
  return (
    <Link
      to="/contacts/$contactId"
      params={{ contactId: contact_id }}
      search={({ q }) => ({ ...(q && { q }) })}
      preload={false}
      className="flex items-center gap-3 border-b border-line px-4 py-2.5 -outline-offset-2 hover:bg-sunken/60 data-[status=active]:bg-accent-soft"
    >
      <Avatar name={contact.name ?? contact.profile_name} seed={contact_id} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate font-medium">{name}</span>
        <span className="truncate text-sm text-muted">
          {address !== name && address}
          {others.length > 0 && ` and ${others.length} more`}
        </span>
      </span>
      {last_activity_at && <Time at={last_activity_at} className="text-xs whitespace-nowrap text-muted" />}
    </Link>
  );
}

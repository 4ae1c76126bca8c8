import type { ReactNode } from "react";

import { usePhoneText } from "@/format/phone";
import { CHANNEL_NAMES, ChannelIcon } from "@/parts/channel-icon";
import { useChangeContact } from "@/parts/contacts";
import { Time } from "@/ui/time";

import type { Person } from "../person";
import { Consent } from "./consent";
import { Conversations } from "./conversations";
import { EditInPlace } from "./edit-in-place";

/** Who somebody is: name and reference, numbers, what they want, conversations. */
export function Facts({ contact }: { contact: Person }) {
  const phone = usePhoneText();
  const change = useChangeContact(contact.contact_id);
  return (
    <div className="flex flex-col gap-6">
      <Section title="Details">
        <EditInPlace
          label="Name"
          value={contact.name}
          instead={contact.profile_name ? `${contact.profile_name} (on WhatsApp)` : undefined}
          onSave={(name) => change.mutateAsync({ name })}
        />
        <EditInPlace label="Reference" value={contact.lead_id} onSave={(lead_id) => change.mutateAsync({ lead_id })} />
        {contact.created_at && (
          <p className="text-sm text-muted">
            Known since <Time at={contact.created_at} />
          </p>
        )}
      </Section>
      <Section title="Numbers">
        <ul className="flex flex-col gap-2">
          {contact.addresses.map(({ channel, address, last_used_at }) => (
            <li key={`${channel} ${address}`} className="flex items-center gap-2 text-sm">
              <ChannelIcon channel={channel} />
              <span className="min-w-0 flex-1">
                <span className="block truncate" dir="ltr">
                  {phone(address)}
                </span>
                <span className="text-xs text-muted">{channel === "sms" ? "Phone" : CHANNEL_NAMES[channel]}</span>
              </span>
              <Time at={last_used_at} className="text-xs whitespace-nowrap text-muted" />
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Messages">
        <Consent contact={contact} />
      </Section>
      {contact.threads.length > 0 && (
        <Section title="Conversations">
          <Conversations threads={contact.threads} />
        </Section>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-xs font-semibold text-muted">{title}</h3>
      {children}
    </section>
  );
}

import type { Contact } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { CallButton } from "@/parts/call-button";
import { Time } from "@/ui/time";

import { Section } from "./section";

const NAMES = { sms: "Phone", whatsapp: "WhatsApp", rcs: "RCS", messenger: "Messenger" };

/** Where a person can be reached. */
export function Addresses({ contact, from }: { contact: Contact; from: string }) {
  const phone = usePhoneText();
  const number = contact.addresses.find(({ channel }) => channel === "sms")?.address;
  return (
    <Section title="Reached at">
      <ul className="flex flex-col gap-2">
        {contact.addresses.map(({ channel, address, last_used_at }) => (
          <li key={`${channel}:${address}`} className="flex items-baseline justify-between gap-3 text-sm">
            <span className="min-w-0">
              <span className="block truncate" dir="ltr">
                {phone(address)}
              </span>
              <span className="text-xs text-muted">{NAMES[channel]}</span>
            </span>
            <Time at={last_used_at} className="shrink-0 text-xs text-muted" />
          </li>
        ))}
      </ul>
      {contact.lead_id && (
        <p className="text-sm">
          <span className="text-muted">Reference</span> {contact.lead_id}
        </p>
      )}
      {number && (
        <div className="@3xl/conversation:hidden">
          <CallButton to={number} from={from} leadId={contact.lead_id} />
        </div>
      )}
    </Section>
  );
}

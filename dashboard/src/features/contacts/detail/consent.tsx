import { useState } from "react";

import { useMay } from "@/auth/context";
import { usePhoneText } from "@/format/phone";
import { CHANNEL_NAMES } from "@/parts/channel-icon";
import { ConsentDialog } from "@/parts/consent-dialog";
import { Button } from "@/ui/button";
import { Time } from "@/ui/time";

import { useHistory } from "../api/history";
import type { Person } from "../person";
import { type Wishes, wishesOf } from "./wishes";

/** Whether somebody wants messages, and a way to note what they have said. */
export function Consent({ contact }: { contact: Person }) {
  const { items } = useHistory(contact.contact_id, "consent");
  const [asked, setAsked] = useState<Wishes>();
  const may = useMay("agent");
  const phone = usePhoneText();
  return (
    <ul className="flex flex-col gap-3">
      {wishesOf(contact, items).map((wishes) => {
        const { channel, address, out } = wishes;
        return (
          <li key={`${channel} ${address}`} className="flex flex-col gap-1 text-sm">
            <span className="text-xs text-muted">
              {channel === "sms" ? phone(address) : `${phone(address)}, ${CHANNEL_NAMES[channel]}`}
            </span>
            {out.length === 0 && <span>May be written to.</span>}
            {out.map(({ id, own, since }) => (
              <span key={id} className="text-danger">
                Wants no messages from {phone(own)} since <Time at={since} />.
              </span>
            ))}
            {may && (
              <Button size="small" className="self-start" onClick={() => setAsked(wishes)}>
                {out.length > 0 ? "They want messages again" : "They want no messages"}
              </Button>
            )}
          </li>
        );
      })}
      {asked && <ConsentDialog of={{ channel: asked.channel, contact_number: asked.address }} isOut={asked.out.length === 0} onClose={() => setAsked(undefined)} />}
    </ul>
  );
}

import type { Channel, Contact } from "@/api/types";
import { readPhone, usePhoneText } from "@/format/phone";
import { CHANNEL_NAMES } from "@/parts/channel-icon";
import type { ComboOption } from "@/ui/combobox";

/** Somebody to write to, by one of their addresses. */
export interface Receiver extends ComboOption {
  channel: Channel;
  address: string;
}

/** Everybody's addresses, each of them a way to write. */
export function useReceivers(contacts: Contact[]): Receiver[] {
  const phone = usePhoneText();
  return contacts.flatMap(({ name, profile_name, addresses }) =>
    addresses.map(({ channel, address }) => {
      const shown = name ?? profile_name;
      const way = channel === "sms" ? "" : CHANNEL_NAMES[channel];
      const hint = [shown && phone(address), way].filter(Boolean).join(" · ");
      return { id: `${channel} ${address}`, channel, address, name: shown ?? phone(address), hint };
    }),
  );
}

/** The receiver that somebody has typed: a phone number. */
export async function typedReceiver(text: string, channel: Channel): Promise<Receiver | undefined> {
  const address = await readPhone(text);
  return address ? { id: address, channel, address, name: address } : undefined;
}

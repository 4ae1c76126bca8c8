import { useState } from "react";

import type { Contact } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { isSearchable } from "@/format/words";
import { useContactName } from "@/parts/contact-name";
import { useFoundPeople } from "@/parts/found-people";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Combobox } from "@/ui/combobox";
import { Dialog } from "@/ui/dialog";
import { useToasts } from "@/ui/toast";
import { useSettled } from "@/ui/use-settled";

import { useMergeContact } from "../api/merge-contact";
import type { Person } from "../person";

interface Props {
  contact: Person;
  open: boolean;
  onClose: () => void;
}

/** Asks which other contact is the same person, and says what becomes of the two. */
export function MergeDialog({ contact, open, onClose }: Props) {
  const merge = useMergeContact(contact.contact_id);
  const toasts = useToasts();
  const nameOf = useContactName();
  const [other, setOther] = useState<Contact>();
  const close = () => {
    setOther(undefined);
    merge.reset();
    onClose();
  };
  const run = () => {
    if (!other) return;
    merge.mutate(other.contact_id, {
      onSuccess: () => {
        toasts.say(`${nameOf(other)} is now part of ${nameOf(contact)}`);
        close();
      },
    });
  };
  return (
    <Dialog
      title="Merge with another contact"
      open={open}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="danger" disabled={!other} busy={merge.isPending} onClick={run}>
            Merge
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Other contact={contact} onChoose={setOther} />
        {other && <WhatHappens contact={contact} other={other} />}
        {merge.error && <Banner tone="danger">{merge.error.message}</Banner>}
      </div>
    </Dialog>
  );
}

function Other({ contact, onChoose }: { contact: Person; onChoose: (other: Contact | undefined) => void }) {
  const phone = usePhoneText();
  const nameOf = useContactName();
  const [text, setText] = useState("");
  const { data } = useFoundPeople(useSettled(text.trim()));
  const others = isSearchable(text) ? (data?.items.filter(({ contact_id }) => contact_id !== contact.contact_id) ?? []) : [];
  const options = others.map((other) => ({ id: other.contact_id, name: nameOf(other), hint: phone(other.addresses[0]?.address ?? ""), other }));
  return (
    <Combobox
      label="The same person as"
      placeholder="Name or number"
      text={text}
      options={options}
      onText={(wanted) => {
        setText(wanted);
        onChoose(undefined);
      }}
      onChoose={({ name, other }) => {
        setText(name);
        onChoose(other);
      }}
    />
  );
}

function WhatHappens({ contact, other }: { contact: Person; other: Contact }) {
  const phone = usePhoneText();
  const nameOf = useContactName();
  const [kept, gone] = [nameOf(contact), nameOf(other)];
  return (
    <Banner tone="warn">
      <p>
        {gone} becomes part of {kept}, with {other.addresses.map(({ address }) => phone(address)).join(", ")}. {kept} keeps name and reference, and gets those of {gone} where it has none.
      </p>
      <p>What happened with both is one history from then on. Who wants no messages at a number stays as it is. This cannot be undone.</p>
    </Banner>
  );
}

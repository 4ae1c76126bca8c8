import { type FormEvent, useState } from "react";

import type { OwnNumber } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { useChangeNumber } from "@/parts/checked-numbers";
import { givenName } from "@/parts/own-number-name";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";

interface Props {
  number: OwnNumber;
  open: boolean;
  onClose: () => void;
}

export function RenameDialog({ number, open, onClose }: Props) {
  const phone = usePhoneText();
  return (
    <Dialog title={`Rename ${phone(number.phone_number)}`} open={open} onClose={onClose}>
      <RenameForm number={number} onClose={onClose} />
    </Dialog>
  );
}

function RenameForm({ number, onClose }: Omit<Props, "open">) {
  const [name, setName] = useState(givenName(number) ?? "");
  const change = useChangeNumber();
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ number: number.phone_number, friendly_name: name.trim() }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-4">
      <Field label="Name" hint="For your team. Nobody else sees it." error={change.error?.message}>
        <Input required maxLength={64} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={change.isPending} disabled={!name.trim()}>
          Save
        </Button>
      </div>
    </form>
  );
}

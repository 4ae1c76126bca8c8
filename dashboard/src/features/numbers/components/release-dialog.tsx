import { type FormEvent, useState } from "react";

import type { OwnNumber } from "@/api/types";
import { readPhone, usePhoneText } from "@/format/phone";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { useToasts } from "@/ui/toast";

import { useReleaseNumber } from "../api/release-number";

interface Props {
  number: OwnNumber;
  /** The last one: then it may go even though it is the primary one. */
  isOnly: boolean;
  open: boolean;
  onClose: () => void;
}

/** Asks twice before a number is given back: nobody can be sure to get it again. */
export function ReleaseDialog({ open, ...rest }: Props) {
  const phone = usePhoneText();
  return (
    <Dialog title={`Release ${phone(rest.number.phone_number)}`} open={open} onClose={rest.onClose}>
      {rest.number.primary && !rest.isOnly ? <Refusal onClose={rest.onClose} /> : <ReleaseForm {...rest} />}
    </Dialog>
  );
}

function Refusal({ onClose }: { onClose: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <p>This is the primary number: messages and calls are from it unless somebody chooses another one. Make another number the primary one first.</p>
      <div className="flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}

function ReleaseForm({ number: { phone_number }, onClose }: Omit<Props, "open">) {
  const phone = usePhoneText();
  const toasts = useToasts();
  const release = useReleaseNumber();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isSame = (await readPhone(typed)) === phone_number;
    setWrong(!isSame);
    if (!isSame) return;
    release.mutate(phone_number, {
      onSuccess: () => {
        toasts.say(`${phone(phone_number)} was released`);
        onClose();
      },
    });
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <p>
        The number goes back to Twilio, and somebody else may get it. Texts and calls to it no longer arrive, and it cannot be
        answered from. What was written and said on it stays here.
      </p>
      <Field label={`Type ${phone(phone_number)} to release it`} error={wrong ? "This is another number." : undefined}>
        <Input type="tel" autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      {release.error && <Banner tone="danger">{release.error.message}</Banner>}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button type="submit" look="danger" busy={release.isPending} disabled={!typed.trim()}>
          Release
        </Button>
      </div>
    </form>
  );
}

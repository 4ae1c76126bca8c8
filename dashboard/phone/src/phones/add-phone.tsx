import { Plus } from "lucide-react";
import { type SubmitEvent, useEffect, useRef, useState } from "react";

import { readPhone } from "@/format/phone";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input, Select } from "@/ui/field";

import { useSetDelivery, useSetParty } from "../sim/settings";
import { isNumber, type Phone } from "./open-phones";

interface Props {
  proposed: string;
  open: Phone[];
  onAdd: (phone: Phone) => void;
}

const KINDS = { mobile: "A mobile phone", landline: "A landline: calls only", off: "A phone that is switched off" };

/** Opens one more phone. */
export function AddPhone({ proposed, open, onAdd }: Props) {
  const [asked, setAsked] = useState(false);
  const [number, setNumber] = useState(proposed);
  const [name, setName] = useState("");
  const [kind, setKind] = useState<keyof typeof KINDS>("mobile");
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asked) field.current?.select();
  }, [asked]);
  const setDelivery = useSetDelivery();
  const setParty = useSetParty();

  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    const read = isNumber(number) ? number : await readPhone(number);
    if (!read) return setError("Write a phone number, such as +1 555 019 0002.");
    if (open.some((phone) => phone.number === read)) return setError("This phone is open already.");
    if (kind === "landline") setDelivery.mutate({ number: read, outcome: "landline", error_code: null });
    if (kind === "off") {
      setDelivery.mutate({ number: read, outcome: "undelivered", error_code: 30003 });
      setParty.mutate({ address: read, behaviour: { mailbox: { answer_after: 0 } } });
    }
    setAsked(false);
    onAdd({ number: read, name: name.trim() });
  };

  return (
    <>
      <Button onClick={() => setAsked(true)} icon={<Plus aria-hidden />} aria-label="Add a phone" className="max-sm:px-2.5">
        <span className="hidden sm:inline">Add a phone</span>
      </Button>
      <Dialog title="Add a phone" open={asked} onClose={() => setAsked(false)}>
        <form onSubmit={(event) => void add(event)} className="flex flex-col gap-4">
          <Field label="Number" error={error} hint="Any number that you like: nothing leaves this machine.">
            <Input type="tel" value={number} onChange={(event) => setNumber(event.target.value)} ref={field} />
          </Field>
          <Field label="Name" hint="WhatsApp shows it; you may leave it out.">
            <Input value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label="Kind">
            <Select value={kind} onChange={(event) => setKind(event.target.value as keyof typeof KINDS)}>
              {Object.entries(KINDS).map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </Select>
          </Field>
          <Button look="primary" type="submit">
            Add
          </Button>
        </form>
      </Dialog>
    </>
  );
}

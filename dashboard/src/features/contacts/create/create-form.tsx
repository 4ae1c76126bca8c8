import { Link, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { type SyntheticEvent, useState } from "react";

import { Failure } from "@/api/failure";
import type { Channel } from "@/api/types";
import { readPhone } from "@/format/phone";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";

import { ContactExists, useCreateContact } from "../api/create-contact";
import { NumberField, type TypedNumber } from "./number-field";

/** As many as the API takes. */
const MOST = 10;
const EMPTY: TypedNumber = { channel: "sms", text: "" };

export function CreateForm({ id, onDone }: { id: string; onDone: () => void }) {
  const navigate = useNavigate();
  const create = useCreateContact();
  const [name, setName] = useState("");
  const [lead, setLead] = useState("");
  const [numbers, setNumbers] = useState<TypedNumber[]>([EMPTY]);
  const change = (index: number, next: Partial<TypedNumber>) =>
    setNumbers((all) => all.map((number, at) => (at === index ? { ...number, error: undefined, ...next } : number)));

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const addresses: { channel: Channel; address: string }[] = [];
    for (const [index, { channel, text }] of numbers.entries()) {
      const address = await readPhone(text);
      if (!address) return change(index, { error: "Write a phone number with its country, such as +1 555 019 0001." });
      addresses.push({ channel, address });
    }
    create.mutate(
      { name: name.trim() || null, lead_id: lead.trim() || null, addresses },
      {
        onSuccess: ({ contact_id }) => {
          onDone();
          void navigate({ to: "/contacts/$contactId", params: { contactId: contact_id } });
        },
      },
    );
  };
  const failure = create.error instanceof Failure ? create.error : undefined;
  const wrong = (field: string) => (failure?.field === field ? failure.message : undefined);
  return (
    <form id={id} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Field label="Name" error={wrong("name")}>
        <Input value={name} maxLength={128} autoComplete="off" onChange={(event) => setName(event.target.value)} />
      </Field>
      {numbers.map((number, index) => (
        <NumberField
          key={index}
          label={numbers.length > 1 ? `Number ${index + 1}` : "Number"}
          number={number}
          onChange={(next) => change(index, next)}
          onRemove={numbers.length > 1 ? () => setNumbers((all) => all.toSpliced(index, 1)) : undefined}
        />
      ))}
      {numbers.length < MOST && (
        <Button look="quiet" size="small" className="self-start" icon={<Plus aria-hidden />} onClick={() => setNumbers((all) => [...all, EMPTY])}>
          Another number
        </Button>
      )}
      <Field label="Reference" hint="What your own system calls this person. May stay empty." error={wrong("lead_id")}>
        <Input value={lead} maxLength={128} autoComplete="off" onChange={(event) => setLead(event.target.value)} />
      </Field>
      {create.error && !wrong("name") && !wrong("lead_id") && <Refusal error={create.error} onDone={onDone} />}
    </form>
  );
}

/** Of a number that somebody has already, it leads to whose it is. */
function Refusal({ error, onDone }: { error: Error; onDone: () => void }) {
  const other = error instanceof ContactExists ? error.contactId : undefined;
  return (
    <Banner
      tone="danger"
      action={
        other && (
          <Link to="/contacts/$contactId" params={{ contactId: other }} onClick={onDone} className="font-medium underline">
            Open that contact
          </Link>
        )
      }
    >
      {error.message}
    </Banner>
  );
}

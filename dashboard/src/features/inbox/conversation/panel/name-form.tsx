import { Link } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { type FormEvent, useState } from "react";

import type { Contact } from "@/api/types";
import { useMay } from "@/auth/context";
import { useChangeContact } from "@/parts/contacts";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";

/** The name of a person, and a way to change it. */
export function NameForm({ contact, shown }: { contact: Contact; shown: string }) {
  const [isEdited, setEdited] = useState(false);
  const may = useMay("agent");
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-3">
        <Avatar name={contact.name ?? contact.profile_name} seed={contact.contact_id} />
        <div className="min-w-0 flex-1">
          <p className="truncate font-semibold">{shown}</p>
          <Link to="/contacts/$contactId" params={{ contactId: contact.contact_id }} className="text-sm text-accent underline-offset-2 hover:underline">
            Open the contact
          </Link>
        </div>
        {may && !isEdited && (
          <IconButton label="Change the name" onClick={() => setEdited(true)}>
            <Pencil aria-hidden />
          </IconButton>
        )}
      </div>
      {isEdited && <Form contact={contact} onEnd={() => setEdited(false)} />}
    </div>
  );
}

function Form({ contact, onEnd }: { contact: Contact; onEnd: () => void }) {
  const [name, setName] = useState(contact.name ?? "");
  const [lead, setLead] = useState(contact.lead_id ?? "");
  const { mutate, isPending, error } = useChangeContact(contact.contact_id);
  const save = (event: FormEvent) => {
    event.preventDefault();
    mutate({ name: name.trim() || null, lead_id: lead.trim() || null }, { onSuccess: onEnd });
  };
  const wrong = (field: string) => (error && "field" in error && error.field === field ? error.message : undefined);
  const other = error && !wrong("name") && !wrong("lead_id") ? error.message : undefined;
  return (
    <form onSubmit={save} className="flex flex-col gap-3">
      <Field label="Name" error={wrong("name") ?? other}>
        <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={128} autoFocus autoComplete="off" />
      </Field>
      <Field label="Reference" hint="What your own system calls this person." error={wrong("lead_id")}>
        <Input value={lead} onChange={(event) => setLead(event.target.value)} maxLength={128} autoComplete="off" />
      </Field>
      <div className="flex justify-end gap-2">
        <Button size="small" onClick={onEnd}>
          Cancel
        </Button>
        <Button size="small" look="primary" type="submit" busy={isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

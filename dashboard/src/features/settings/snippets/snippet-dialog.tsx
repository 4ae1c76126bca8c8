import { type FormEvent, useRef, useState } from "react";

import { Failure } from "@/api/failure";
import type { Snippet } from "@/api/types";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input, TextArea } from "@/ui/field";

import { useSaveSnippet } from "./api/snippets";

const VARIABLES = [
  ["{{contact.name}}", "Their name"],
  ["{{contact.number}}", "Their number"],
  ["{{contact.lead_id}}", "Your reference"],
  ["{{own_number}}", "Your number"],
] as const;

const WRONG_TEXT = "Of what stands in {{…}}, only the four below are known. They are to be put in as they are.";

/** A snippet to be added or changed. */
export function SnippetDialog({ edited, onClose }: { edited: Snippet | "new" | undefined; onClose: () => void }) {
  return (
    <Dialog title={edited === "new" ? "Add a snippet" : "Edit the snippet"} open={edited !== undefined} onClose={onClose}>
      {edited && <Form snippet={edited === "new" ? undefined : edited} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ snippet, onClose }: { snippet: Snippet | undefined; onClose: () => void }) {
  const [name, setName] = useState(snippet?.name ?? "");
  const [text, setText] = useState(snippet?.text ?? "");
  const area = useRef<HTMLTextAreaElement>(null);
  const saving = useSaveSnippet(snippet?.snippet_id);
  const error = saving.error;
  const taken = error instanceof Failure && error.code === "name_taken";
  const field = taken ? "name" : error instanceof Failure ? error.field : undefined;
  const save = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({ name: name.trim(), text }, { onSuccess: onClose });
  };
  const put = (variable: string) => {
    const { selectionStart: start = text.length, selectionEnd: end = text.length } = area.current ?? {};
    setText(text.slice(0, start) + variable + text.slice(end));
    area.current?.focus();
  };
  return (
    <form noValidate onSubmit={save} className="flex flex-col gap-4">
      {error && field !== "name" && field !== "text" && <Banner tone="danger">{error.message}</Banner>}
      <Field label="Name" hint="What you type after /." error={field === "name" ? error?.message : undefined}>
        <Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="Text" error={field === "text" ? WRONG_TEXT : undefined}>
        <TextArea ref={area} dir="auto" value={text} maxLength={1600} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div role="group" aria-label="Put in" className="flex flex-wrap gap-2">
        {VARIABLES.map(([variable, what]) => (
          <Button key={variable} size="small" onClick={() => put(variable)}>
            {what}
          </Button>
        ))}
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={saving.isPending} disabled={!name.trim() || !text.trim()}>
          Save
        </Button>
      </div>
    </form>
  );
}

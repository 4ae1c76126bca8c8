import { useId, useState } from "react";

import { Failure } from "@/api/failure";
import type { Message } from "@/api/types";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, TextArea } from "@/ui/field";

import { useChangeScheduled } from "../api/change-scheduled";
import { MOST_CHARACTERS } from "../obstacle";
import { fieldsOf, refusedTime, timeOf } from "../presets";
import { reasonOf } from "../reason";
import { TimeFields } from "./time-fields";

interface Props {
  message: Message;
  open: boolean;
  onClose: () => void;
}

/** Gives a message that waits another text or time. */
export function ChangeDialog({ open, ...rest }: Props) {
  return (
    <Dialog title="Edit the text that waits" open={open} onClose={rest.onClose}>
      {open && <Form {...rest} />}
    </Dialog>
  );
}

function Form({ message, onClose }: Omit<Props, "open">) {
  const change = useChangeScheduled(message);
  const before = fieldsOf(new Date(message.send_at ?? message.sort_at));
  const [body, setBody] = useState(message.body);
  const [when, setWhen] = useState(before);
  const [refused, setRefused] = useState<{ body?: string; time?: string | undefined }>({});
  const error = change.error;
  const field = error instanceof Failure ? error.field : undefined;
  const save = () => {
    const at = timeOf(when);
    const isMoved = when.day !== before.day || when.time !== before.time;
    const time = isMoved ? refusedTime(at, new Date()) : undefined;
    const text = !body.trim() && message.num_media === 0 ? "Write what to send, or cancel the text." : undefined;
    setRefused({ ...(text && { body: text }), time });
    if (time || text) return;
    const changed = { ...(body !== message.body && { body }), ...(isMoved && at && { send_at: at.toISOString() }) };
    if (Object.keys(changed).length === 0) return onClose();
    change.mutate(changed, { onSuccess: onClose });
  };
  const id = useId();
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      className="flex flex-col gap-4"
    >
      {error && field !== "body" && field !== "send_at" && <Banner tone="danger">{reasonOf(error)}</Banner>}
      <Field label="Text" error={refused.body ?? (field === "body" ? error?.message : undefined)}>
        <TextArea value={body} maxLength={MOST_CHARACTERS} dir="auto" onChange={(event) => setBody(event.target.value)} />
      </Field>
      <TimeFields value={when} onChange={setWhen} error={refused.time ?? (field === "send_at" ? error?.message : undefined)} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Leave it</Button>
        <Button type="submit" look="primary" busy={change.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

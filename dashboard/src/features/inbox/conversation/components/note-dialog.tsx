import { useState } from "react";

import type { Note } from "@/api/types";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, TextArea } from "@/ui/field";

import { useChangeNote } from "../api/change-note";

/** Changes what a note says. */
export function NoteDialog({ note, onClose }: { note: Note; onClose: () => void }) {
  const [text, setText] = useState(note.text);
  const { mutate, isPending, error } = useChangeNote(note);
  const save = () => mutate(text, { onSuccess: onClose });
  const said = error?.message;
  return (
    <Dialog
      title="Change the note"
      open
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={isPending} disabled={text.trim() === ""} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <Field label="Note" hint="Only your team sees it." error={said}>
        <TextArea value={text} onChange={(event) => setText(event.target.value)} maxLength={5000} autoFocus />
      </Field>
    </Dialog>
  );
}

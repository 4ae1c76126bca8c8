import { MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";

import type { Note } from "@/api/types";
import { useMay, useSignedIn } from "@/auth/context";
import { Menu, MenuItem } from "@/ui/menu";

import { useDeleteNote } from "../api/delete-note";
import { NoteDialog } from "./note-dialog";

/** One's own note can be changed and deleted; an owner may do so with anybody's. */
export function NoteActions({ note }: { note: Note }) {
  const { person } = useSignedIn();
  const isOwner = useMay("owner");
  const mayWrite = useMay("agent");
  const [isEdited, setEdited] = useState(false);
  const { mutate } = useDeleteNote(note);
  if (!mayWrite || (!isOwner && note.author !== person.user)) return null;
  return (
    <>
      <Menu
        trigger={
          <button type="button" aria-label="Change or delete the note" className="-my-1 inline-flex size-8 items-center justify-center rounded-lg hover:bg-surface/60">
            <MoreHorizontal aria-hidden className="size-4" />
          </button>
        }
      >
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setEdited(true)}>
          Change
        </MenuItem>
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => mutate()}>
          Delete
        </MenuItem>
      </Menu>
      {isEdited && <NoteDialog note={note} onClose={() => setEdited(false)} />}
    </>
  );
}

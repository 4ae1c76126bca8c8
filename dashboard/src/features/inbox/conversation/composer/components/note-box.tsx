import type { RefObject } from "react";

import { useSignedIn } from "@/auth/context";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";

import { useAddNote } from "../api/add-note";
import { changeDraft, draftId, draftOf, useDraft } from "../drafts";
import { mentionsIn, useMentionChoices } from "../mentions";
import { MOST_NOTE_CHARACTERS } from "../obstacle";
import { reasonOf } from "../reason";
import { WriteArea } from "./write-area";

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  threadId: string;
  onAdded: () => void;
}

/** What was written while a note was being added: it is the next one. */
const after = (added: string, now: string) => (now.startsWith(added) ? now.slice(added.length).trimStart() : now);

/** Where a note for colleagues is written. */
export function NoteBox({ field, threadId, onAdded }: Props) {
  const { person } = useSignedIn();
  const id = draftId(person.user, threadId);
  const { note } = useDraft(id);
  const adding = useAddNote(threadId);
  const mentions = useMentionChoices();
  const tooMany = [...note].length - MOST_NOTE_CHARACTERS;
  const canAdd = note.trim() !== "" && tooMany <= 0 && !adding.isPending;
  const add = () => {
    if (!canAdd) return;
    const added = () => {
      const next = after(note, draftOf(id).note);
      changeDraft(id, () => ({ note: next }));
      if (next === "") onAdded();
    };
    adding.mutate({ text: note.trim(), mentions: mentionsIn(note) }, { onSuccess: added });
  };
  return (
    <>
      {adding.error && (
        <div className="p-2 pb-0">
          <Banner tone="danger">Not added. {reasonOf(adding.error)}</Banner>
        </div>
      )}
      <WriteArea field={field} label="Write a note for your team" text={note} onText={(text) => changeDraft(id, () => ({ note: text }))} onSend={add} suggest={mentions} />
      <div className="flex flex-wrap items-center gap-2 px-1.5 pb-1.5">
        <p className="min-w-0 flex-1 basis-40 px-1.5 text-xs">
          {tooMany > 0 ? `${tooMany} characters too many.` : "They never see it. Name a colleague with @."}
        </p>
        <Button look="primary" disabled={!canAdd} busy={adding.isPending} onClick={add}>
          Add note
        </Button>
      </div>
    </>
  );
}

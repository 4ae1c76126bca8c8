import { AtSign, NotebookPen } from "lucide-react";

import type { Note } from "@/api/types";
import { useSignedIn } from "@/auth/context";
import { clockTime, exactTime } from "@/format/time";
import { Badge } from "@/ui/badge";
import { Time } from "@/ui/time";

import { RichText } from "./rich-text";
import { useTools } from "./tools";
import { useUserName } from "./user-name";

/** What a user has noted for the others. The contact never sees it. */
export function NoteCard({ note }: { note: Note }) {
  const { person } = useSignedIn();
  const userName = useUserName();
  const tools = useTools();
  const by = note.author ? userName(note.author) : "Somebody";
  return (
    <article aria-label={`Note, ${by}, ${exactTime(note.created_at)}`} className="flex justify-end ps-10">
      <div className="max-w-prose min-w-0 rounded-2xl bg-note px-3.5 py-2 text-note-ink">
        <header className="flex items-center gap-2 text-xs">
          <NotebookPen aria-hidden className="size-3.5" />
          <span className="font-semibold">{by}</span>
          <Time at={note.created_at} show={clockTime} />
          {note.updated_at > note.created_at && <span>changed</span>}
          <span className="ms-auto">{tools.note?.(note)}</span>
        </header>
        <RichText text={note.text} />
        {note.mentions.length > 0 && (
          <p className="flex flex-wrap gap-1 pt-1">
            <span className="sr-only">For</span>
            {note.mentions.map((user) => (
              <Badge key={user} tone={user === person.user ? "accent" : "note"}>
                <AtSign aria-hidden />
                {user}
              </Badge>
            ))}
          </p>
        )}
      </div>
    </article>
  );
}

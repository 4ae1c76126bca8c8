import { memo } from "react";

import { dayName, exactTime } from "@/format/time";

import { Bubble } from "./bubble";
import { CallCard } from "./call-card";
import { ConsentLine } from "./consent-line";
import { NoteCard } from "./note-card";
import type { Row } from "./rows";
import { VoicemailCard } from "./voicemail-card";

/** An entry, and above it the day and the line where what is new begins. */
export const Entry = memo(function Entry({ row }: { row: Row }) {
  return (
    <div className={row.goesOn ? "px-4 pt-1" : "px-4 pt-4"}>
      {row.beginsDay && (
        <h2 className="py-2 text-center text-xs font-semibold text-muted" title={exactTime(row.entry.at)}>
          {dayName(row.entry.at)}
        </h2>
      )}
      {row.beginsNew && (
        <p className="flex items-center gap-3 py-2 text-xs font-semibold text-accent before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent">New</p>
      )}
      <Content row={row} />
    </div>
  );
}, isSame);

/** Rows are made anew with each change; what they say is the same for most. */
function isSame({ row: a }: { row: Row }, { row: b }: { row: Row }): boolean {
  return a.entry === b.entry && a.beginsDay === b.beginsDay && a.beginsNew === b.beginsNew && a.goesOn === b.goesOn && a.isFollowed === b.isFollowed;
}

function Content({ row }: { row: Row }) {
  const { entry } = row;
  switch (entry.kind) {
    case "message":
      return <Bubble message={entry.message} row={row} />;
    case "call":
      return <CallCard call={entry.call} entry={entry} />;
    case "voicemail":
      return <VoicemailCard voicemail={entry.voicemail} entry={entry} />;
    case "note":
      return <NoteCard note={entry.note} />;
    case "consent":
      return <ConsentLine entry={entry} />;
  }
}

import { Link } from "@tanstack/react-router";
import clsx from "clsx";

import type { Voicemail } from "@/api/types";
import { duration } from "@/format/time";
import { useWho } from "@/parts/call-parties";
import { useContactOfNumber } from "@/parts/contacts";
import { Avatar } from "@/ui/avatar";
import { Time } from "@/ui/time";

import type { VoicemailsSearch } from "../search";
import { transcriptOf } from "../transcript";

/** A voicemail in the list. */
export function Row({ voicemail, search, chosen }: { voicemail: Voicemail; search: VoicemailsSearch; chosen: boolean }) {
  const who = useWho();
  const { from_number: other, contact_id } = voicemail;
  const { data: caller } = useContactOfNumber(contact_id ? null : other);
  const name = voicemail.contact_name ?? caller?.name ?? caller?.profile_name;
  const isNew = voicemail.status === "new";
  return (
    <Link
      to="/voicemails"
      search={{ ...search, selected: voicemail.recording_sid }}
      aria-current={chosen ? "true" : undefined}
      className={clsx("flex items-center gap-3 border-b border-line px-4 py-2.5 focus-visible:-outline-offset-2", chosen ? "bg-accent-soft" : "hover:bg-sunken")}
    >
      <Avatar name={name} seed={contact_id ?? caller?.contact_id ?? other ?? ""} />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className={clsx("min-w-0 flex-1 truncate", isNew && "font-semibold")}>{who(name, other)}</span>
          <Time at={voicemail.created_at} className="shrink-0 text-xs text-muted" />
        </span>
        <span className="mt-0.5 flex items-center gap-2 text-sm text-muted">
          <span className={clsx("min-w-0 flex-1 truncate", !voicemail.transcription && "italic")}>{transcriptOf(voicemail)}</span>
          <span className="shrink-0 text-xs tabular-nums">{duration(voicemail.duration ?? 0)}</span>
          {isNew && (
            <span className="size-2 shrink-0 rounded-full bg-accent">
              <span className="sr-only">new</span>
            </span>
          )}
        </span>
      </span>
    </Link>
  );
}

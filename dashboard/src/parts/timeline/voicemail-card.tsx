import { Voicemail as Icon } from "lucide-react";

import type { TimelineEntry, Voicemail } from "@/api/types";
import { useMay } from "@/auth/context";
import { clockTime, duration, exactTime } from "@/format/time";
import { AudioPlayer } from "@/parts/audio-player";
import { isCopied, soundOf } from "@/parts/audio-player-state";
import { Badge } from "@/ui/badge";
import { Time } from "@/ui/time";

import { useMarkListened } from "./api/mark-listened";
import { useVoicemailDetails } from "./api/voicemail-details";
import { Card } from "./card";
import { RichText } from "./rich-text";
import { SideMark } from "./side-mark";

const STATES = { new: "New", listened: "Listened", archived: "Archived" } as const;

/** A voicemail: to hear, and to read if it was written down. */
export function VoicemailCard({ voicemail, entry }: { voicemail: Voicemail; entry: TimelineEntry }) {
  const { recording_sid: sid, status, created_at: at, duration: seconds } = voicemail;
  const { data, refetch } = useVoicemailDetails(sid, !isCopied(voicemail.file));
  const { mutate: markListened } = useMarkListened(sid);
  const may = useMay("agent");
  const sound = soundOf(isCopied(voicemail.file) ? voicemail.file : (data?.file ?? voicemail.file));
  return (
    <Card
      label={`Voicemail, ${STATES[status]}, ${exactTime(at)}`}
      isOwn={false}
      icon={<Icon aria-hidden />}
      title={
        <>
          <p className="text-sm font-medium">Voicemail</p>
          <p className="text-xs text-muted">
            <Time at={at} show={clockTime} />
            {seconds !== null && ` · ${duration(seconds)}`}
          </p>
        </>
      }
      aside={<Badge tone={status === "new" ? "accent" : "neutral"}>{STATES[status]}</Badge>}
    >
      <AudioPlayer
        url={sound.url}
        seconds={seconds}
        label="Voicemail"
        why={voicemail.empty ? "Nothing was said." : sound.why}
        onPlay={() => may && status === "new" && markListened()}
        renew={async () => soundOf((await refetch()).data?.file).url}
      />
      <Transcript voicemail={voicemail} />
      <SideMark entry={entry} />
    </Card>
  );
}

function Transcript({ voicemail: { transcription, transcription_status: status } }: { voicemail: Voicemail }) {
  if (transcription) {
    return (
      <blockquote className="text-sm">
        <RichText text={transcription} />
      </blockquote>
    );
  }
  const text = status === null ? "Being written down." : status === "failed" ? "It could not be written down." : null;
  return text && <p className="text-sm text-muted">{text}</p>;
}

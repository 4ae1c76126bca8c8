import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";

import type { Voicemail } from "@/api/types";
import { useMay } from "@/auth/context";
import { clockTime, dayName } from "@/format/time";
import { usePhoneText } from "@/format/phone";
import { useShortcuts } from "@/keys/use-shortcuts";
import { type AudioControls, AudioPlayer } from "@/parts/audio-player";
import { soundOf } from "@/parts/audio-player-state";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { SkeletonRows } from "@/ui/skeleton";
import { Time } from "@/ui/time";

import { useMarkVoicemail } from "../api/mark-voicemail";
import { useVoicemail } from "../api/voicemail";
import { transcriptOf } from "../transcript";
import { DetailHeader } from "./detail-header";

interface Props {
  id: string;
  onArchive: (voicemail: Voicemail) => void;
}

/** One voicemail: heard, read, and dealt with. */
export function Detail({ id, onArchive }: Props) {
  const { data: voicemail, error, refetch } = useVoicemail(id);
  const navigate = useNavigate();
  if (voicemail) {
    const renew = async () => soundOf((await refetch()).data?.file).url;
    return <Shown key={id} voicemail={voicemail} renew={renew} onArchive={() => onArchive(voicemail)} />;
  }
  if (!error) return <SkeletonRows count={3} />;
  return (
    <Empty title="This voicemail could not be read">
      <p className="mb-3">{error.message}</p>
      <div className="flex justify-center gap-2">
        <Button onClick={() => void refetch()}>Try again</Button>
        <Button onClick={() => void navigate({ to: "/voicemails" })}>Back to the list</Button>
      </div>
    </Empty>
  );
}

interface ShownProps {
  voicemail: Voicemail;
  renew: () => Promise<string | null>;
  onArchive: () => void;
}

function Shown({ voicemail, renew, onArchive }: ShownProps) {
  const player = useRef<AudioControls>(null);
  const phone = usePhoneText();
  const may = useMay("agent");
  const mark = useMarkVoicemail();
  useShortcuts("Voicemails", {
    Space: ["Play or pause", () => player.current?.toggle()],
    ...(may && { e: ["Archive, or take out of the archive", onArchive] }),
  });
  const heard = () => {
    if (may && voicemail.status === "new") mark.mutate({ voicemail, status: "listened" });
  };
  return (
    <>
      <DetailHeader voicemail={voicemail} onArchive={onArchive} />
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4">
        <div className="flex max-w-2xl flex-col gap-5">
          <p className="text-sm text-muted">
            <Time at={voicemail.created_at} show={(at) => `${dayName(at)}, ${clockTime(at)}`} />
            {voicemail.to_number && `, to ${phone(voicemail.to_number)}`}
          </p>
          <AudioPlayer ref={player} {...soundOf(voicemail.file)} seconds={voicemail.duration} label="Voicemail" renew={renew} onPlay={heard} />
          <section className="flex flex-col gap-1">
            <h3 className="text-sm font-semibold">In words</h3>
            <p className={voicemail.transcription ? "" : "text-muted"}>{transcriptOf(voicemail)}</p>
          </section>
        </div>
      </div>
    </>
  );
}

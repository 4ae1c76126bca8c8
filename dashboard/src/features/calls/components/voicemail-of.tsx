import { Link } from "@tanstack/react-router";

import type { Call } from "@/api/types";
import { AudioPlayer } from "@/parts/audio-player";
import { soundOf } from "@/parts/audio-player-state";
import { Spinner } from "@/ui/spinner";

import { useCallVoicemail } from "../api/call-voicemail";

/** The voicemail that was left in a call. */
export function VoicemailOf({ call }: { call: Call }) {
  const { data: voicemail, isPending, refetch } = useCallVoicemail(call);
  if (isPending) return <Spinner label="Loading" />;
  if (!voicemail) return <p className="text-sm text-muted">It is not there any more.</p>;
  const renew = async () => soundOf((await refetch()).data?.file).url;
  return (
    <>
      <AudioPlayer {...soundOf(voicemail.file)} seconds={voicemail.duration} label="Voicemail" renew={renew} />
      {voicemail.transcription && <blockquote className="border-s-2 border-line ps-3 text-sm">{voicemail.transcription}</blockquote>}
      <Link
        to="/voicemails"
        search={{ status: voicemail.status, selected: voicemail.recording_sid }}
        className="self-start py-1 text-sm font-medium text-accent-ink hover:underline"
      >
        Open in voicemails
      </Link>
    </>
  );
}

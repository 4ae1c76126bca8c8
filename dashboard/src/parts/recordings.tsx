import type { Call } from "@/api/types";

import { AudioPlayer } from "./audio-player";
import { soundOf, soundOfRecording } from "./audio-player-state";

interface Props {
  recordings: Call["recordings"];
  /** Reads them anew, for links that work. */
  renew: () => Promise<Call["recordings"] | undefined>;
}

/** What was recorded of a call. */
export function Recordings({ recordings, renew }: Props) {
  const renewed = (sid: string) => async () => soundOf((await renew())?.find(({ recording_sid }) => recording_sid === sid)?.file).url;
  return recordings.map((recording, index) => (
    <AudioPlayer
      key={recording.recording_sid}
      {...soundOfRecording(recording)}
      seconds={recording.duration}
      label={recordings.length > 1 ? `Recording ${index + 1}` : "Recording"}
      renew={renewed(recording.recording_sid)}
    />
  ));
}

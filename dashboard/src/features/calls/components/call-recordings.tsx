import { useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Call } from "@/api/types";
import { AudioPlayer } from "@/parts/audio-player";
import { soundOf, soundOfRecording } from "@/parts/audio-player-state";

/** What was recorded of a call. */
export function Recordings({ call }: { call: Call }) {
  const api = useApi();
  const queries = useQueryClient();
  const renew = (sid: string) => async () => {
    const fresh = await taken(api.GET("/api/calls/{id}", { params: { path: { id: call.call_id } } }));
    queries.setQueryData(keys.call(call.call_id), fresh);
    return soundOf(fresh.recordings.find(({ recording_sid }) => recording_sid === sid)?.file ?? null).url;
  };
  return call.recordings.map((recording, index) => (
    <AudioPlayer
      key={recording.recording_sid}
      {...soundOfRecording(recording)}
      seconds={recording.duration}
      label={call.recordings.length > 1 ? `Recording ${index + 1}` : "Recording"}
      renew={renew(recording.recording_sid)}
    />
  ));
}

import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Counts, Voicemail } from "@/api/types";
import { useToasts } from "@/ui/toast";

import { place } from "../change";

interface Marking {
  voicemail: Voicemail;
  status: Voicemail["status"];
}

/** Gives a voicemail another status, at once; it goes back where it was when that is refused. */
export function useMarkVoicemail() {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: ({ voicemail: { recording_sid: id }, status }: Marking) =>
      taken(api.PATCH("/api/voicemails/{id}", { params: { path: { id } }, body: { status } })),
    onMutate: ({ voicemail, status }) => {
      place(queries, { ...voicemail, status });
      const by = Number(status === "new") - Number(voicemail.status === "new");
      queries.setQueryData<Counts>(keys.counts(), (counts) => counts && { ...counts, new_voicemails: Math.max(0, counts.new_voicemails + by) });
    },
    onSuccess: (voicemail) => queries.setQueryData<Voicemail>(keys.voicemail(voicemail.recording_sid), voicemail),
    onError: (error, { voicemail }) => {
      place(queries, voicemail);
      toasts.fail(error);
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: keys.counts() }),
  });
}

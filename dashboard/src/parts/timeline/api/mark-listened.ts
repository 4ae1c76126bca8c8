import { useMutation } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";

/** Says that a voicemail was heard. The event shows it everywhere. */
export function useMarkListened(sid: string) {
  const api = useApi();
  return useMutation({
    mutationFn: () => taken(api.PATCH("/api/voicemails/{id}", { params: { path: { id: sid } }, body: { status: "listened" } })),
  });
}

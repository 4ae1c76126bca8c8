import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Thread } from "@/api/types";

/** Notes that somebody wants messages again. */
export function useConsentAgain(thread: Thread) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => {
      const channel = thread.channel === "whatsapp" ? ("whatsapp" as const) : ("sms" as const);
      const body = { contact_number: thread.contact_number, channel, own_number: thread.own_number, opted_out: false };
      return taken(api.POST("/api/consents", { body }));
    },
    onSuccess: () => queries.setQueryData<Thread>(keys.thread(thread.thread_id), (known) => known && { ...known, opted_out_at: null }),
  });
}

import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Channel, Thread } from "@/api/types";

/** Whose wish it is, and of which number of the tenant's; without one, of all of them. */
export interface Whose {
  channel: Channel;
  contact_number: string;
  own_number?: string;
}

/** Notes what somebody has said of messages. Conversations show it at once, all else with the event. */
export function useSetConsent() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ channel, ...said }: Whose & { opted_out: boolean }) =>
      taken(api.POST("/api/consents", { body: { ...said, channel: channel === "whatsapp" ? "whatsapp" : "sms" } })),
    onSuccess: ({ items }) => {
      for (const { consent_id, opted_out_at } of items) queries.setQueryData<Thread | null>(keys.thread(consent_id), (known) => known && { ...known, opted_out_at });
    },
  });
}

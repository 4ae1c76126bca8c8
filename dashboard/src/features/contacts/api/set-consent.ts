import { useMutation } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import type { Channel } from "@/api/types";

interface Said {
  channel: Channel;
  contact_number: string;
  opted_out: boolean;
}

/** Notes what somebody has said of messages, from whichever own number. The event shows it everywhere. */
export function useSetConsent() {
  const api = useApi();
  return useMutation({
    mutationFn: ({ channel, ...said }: Said) =>
      taken(api.POST("/api/consents", { body: { ...said, channel: channel === "whatsapp" ? "whatsapp" : "sms" } })),
  });
}

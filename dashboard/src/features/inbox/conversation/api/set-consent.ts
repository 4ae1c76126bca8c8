import { useMutation } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import type { Thread } from "@/api/types";

/** Notes what somebody has said of messages from the number of a conversation. The event shows it everywhere. */
export function useSetConsent({ channel, own_number, contact_number }: Pick<Thread, "channel" | "own_number" | "contact_number">) {
  const api = useApi();
  return useMutation({
    mutationFn: (opted_out: boolean) =>
      taken(api.POST("/api/consents", { body: { channel: channel === "whatsapp" ? "whatsapp" : "sms", own_number, contact_number, opted_out } })),
  });
}

import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import type { Attachment, Message } from "@/api/types";

/** Files of a message. Links last for 15 minutes, and events have none: `renew` reads the message anew, once. */
export function useMessageFiles(message: Message): { files: Attachment[]; renew: () => Promise<unknown> } {
  const api = useApi();
  const renewed = useRef<Promise<unknown>>(undefined);
  const { data, refetch } = useQuery({
    queryKey: ["message-links", message.message_id, message.updated_at],
    queryFn: () => taken(api.GET("/api/messages/{id}", { params: { path: { id: message.message_id } } })),
    enabled: message.media.some(({ status, url }) => status === "stored" && !url),
    staleTime: 10 * 60_000,
  });
  const renew = () => (renewed.current ??= refetch());
  return { files: data?.media ?? message.media, renew };
}

import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import type { Message } from "@/api/types";
import { PENDING } from "@/parts/timeline/pages";
import { useToasts } from "@/ui/toast";

import { hideMessage, showMessage } from "../timeline-cache";
import { copyMedia, hasFiles } from "./copy-media";

/** Sends what has failed once more, as another message: one, also if two people do so at once. */
export function useSendAgain() {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async (message: Message) => {
      const { thread_id, body } = message;
      const media_urls = hasFiles(message) ? await copyMedia(api, message.message_id) : [];
      return taken(api.POST("/api/messages", { params: { header: { "Idempotency-Key": keyOf(message) } }, body: { thread_id, body, media_urls } }));
    },
    onMutate: (message) => {
      const waiting = waitingFor(message);
      showMessage(queries, waiting);
      return waiting;
    },
    onSuccess: (sent, _again, waiting) => {
      hideMessage(queries, waiting);
      showMessage(queries, sent);
    },
    onError: (error, _again, waiting) => {
      if (waiting) hideMessage(queries, waiting);
      toasts.fail(error);
    },
  });
}

const keyOf = ({ message_id }: Message) => `again-${message_id}`;

function waitingFor(message: Message): Message {
  const now = new Date().toISOString();
  const none = { status: null, error_code: null, error_message: null, error_advice: null, error_details: null, delivered_at: null };
  return { ...message, ...none, message_id: PENDING + keyOf(message), status_times: {}, created_at: now, sort_at: now, updated_at: now };
}

import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Message } from "@/api/types";

import { hideMessage, showMessage } from "../../timeline-cache";
import type { Unanswered } from "../drafts";
import { isLost, reasonOf } from "../reason";
import { answered, handOver, hasLeft, leave, putBack, UNSURE } from "../sending";
import type { Wish } from "../wish";

export interface Outgoing {
  wish: Wish;
  sending: Unanswered;
  /** As it is shown until the answer. */
  waiting: Message;
}

interface Hooks {
  draft: string;
  onSent: (message: Message) => void;
  onRefused: (reason: string) => void;
}

/** Sends a message. A lost answer is asked for again with the same key; what is refused comes back to the box. */
export function useSendMessage({ draft, onSent, onRefused }: Hooks) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ wish, sending: { key } }: Outgoing) => {
      leave(key);
      return taken(api.POST("/api/messages", { params: { header: { "Idempotency-Key": key } }, body: wish }));
    },
    retry: (times, error) => times < 2 && navigator.onLine && isLost(error),
    retryDelay: (times) => 800 * 3 ** times,
    onMutate: ({ sending, waiting }) => {
      handOver(draft, sending);
      showMessage(queries, waiting);
    },
    onSuccess: (message, { sending, waiting }) => {
      hideMessage(queries, waiting);
      showMessage(queries, message);
      answered(draft, sending);
      onSent(message);
    },
    onError: (error, { sending, waiting }) => {
      hideMessage(queries, waiting);
      const isUnsure = isLost(error) && hasLeft(sending.key);
      const reason = isUnsure ? `${reasonOf(error)} ${UNSURE}` : reasonOf(error);
      putBack(draft, sending, reason, isUnsure);
      void queries.invalidateQueries({ queryKey: keys.thread(waiting.thread_id) });
      onRefused(reason);
    },
  });
}

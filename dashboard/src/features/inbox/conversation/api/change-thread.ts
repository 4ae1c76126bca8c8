import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Thread } from "@/api/types";
import { useToasts } from "@/ui/toast";

type Change = Partial<Pick<Thread, "status" | "assigned_to" | "tags">>;

/** Changes a conversation: shown at once, taken back if it is refused. */
export function useChangeThread(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const key = keys.thread(id);
  return useMutation({
    mutationFn: (body: Change) => taken(api.PATCH("/api/threads/{id}", { params: { path: { id } }, body })),
    onMutate: (change) => {
      const before = queries.getQueryData<Thread | null>(key);
      if (before) queries.setQueryData<Thread>(key, { ...before, ...change });
      return before;
    },
    onSuccess: (thread) => queries.setQueryData(key, thread),
    onError: (error, _change, before) => {
      if (before) queries.setQueryData(key, before);
      toasts.fail(error);
    },
  });
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Patchbay } from "patchbay-client";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import type { Thread } from "@/api/types";

import { type Change, changed, inverse } from "../change";
import { knownThread, threadChanged } from "../changed";

interface Wanted {
  thread: Thread;
  change: Change;
}

/** The change of each conversation that was begun last: the answer to an earlier one is older than what is shown. */
const last = new Map<string, Wanted>();

/**
 * Changes a conversation: shown at once, taken back where the API refuses. It is a mutation, so that events which come
 * before its answer are heard again after it.
 */
export function useChangeThread() {
  const api = useApi();
  const queries = useQueryClient();
  const { mutateAsync } = useMutation({
    mutationFn: ({ thread, change }: Wanted) => taken<Thread>(ask(api, thread.thread_id, change)),
    onMutate: (wanted) => {
      const { thread, change } = wanted;
      last.set(thread.thread_id, wanted);
      const before = knownThread(queries, thread.thread_id) ?? thread;
      threadChanged(queries, changed(before, change));
      return before;
    },
    onSuccess: (thread, wanted) => {
      if (last.get(thread.thread_id) === wanted) threadChanged(queries, thread);
    },
    onError: (_error, { change }, before) => {
      if (before) threadChanged(queries, changed(knownThread(queries, before.thread_id) ?? before, inverse(before, change)));
    },
    onSettled: (_thread, _error, wanted) => {
      if (last.get(wanted.thread.thread_id) === wanted) last.delete(wanted.thread.thread_id);
    },
  });
  return useCallback(
    async (thread: Thread, change: Change): Promise<void> => {
      await mutateAsync({ thread, change });
    },
    [mutateAsync],
  );
}

function ask(api: Patchbay, id: string, change: Change) {
  const path = { id };
  if (change.kind === "read") return api.POST("/api/threads/{id}/read", { params: { path } });
  if (change.kind === "unread") return api.POST("/api/threads/{id}/unread", { params: { path } });
  return api.PATCH("/api/threads/{id}", { params: { path }, body: asked(change) });
}

function asked(change: Exclude<Change, { kind: "read" | "unread" }>) {
  if (change.kind === "status") return { status: change.status };
  return change.kind === "assign" ? { assigned_to: change.user } : { tags: change.tags };
}

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import type { Thread } from "@/api/types";

import { type Change, changed } from "../change";
import { knownThread, threadChanged } from "../changed";

/** Changes a conversation: shown at once, taken back where the API refuses. */
export function useChangeThread() {
  const api = useApi();
  const queries = useQueryClient();
  return useCallback(
    async (thread: Thread, change: Change): Promise<void> => {
      const path = { id: thread.thread_id };
      const ask = () => {
        if (change.kind === "read") return api.POST("/api/threads/{id}/read", { params: { path } });
        if (change.kind === "unread") return api.POST("/api/threads/{id}/unread", { params: { path } });
        return api.PATCH("/api/threads/{id}", { params: { path }, body: asked(change) });
      };
      const before = knownThread(queries, thread.thread_id) ?? thread;
      threadChanged(queries, changed(before, change));
      try {
        threadChanged(queries, await taken<Thread>(ask()));
      } catch (error) {
        threadChanged(queries, before);
        throw error;
      }
    },
    [api, queries],
  );
}

function asked(change: Exclude<Change, { kind: "read" | "unread" }>) {
  if (change.kind === "status") return { status: change.status };
  return change.kind === "assign" ? { assigned_to: change.user } : { tags: change.tags };
}

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";

import { type ListedThread, threadChanged } from "../changed";

/** Reads what events do not say of conversations that came into a list by one: each of them once. */
export function useWhole(threads: ListedThread[]) {
  const api = useApi();
  const queries = useQueryClient();
  const asked = useRef(new Set<string>());
  useEffect(() => {
    const wanted = threads.filter(({ partial, thread_id }) => partial && !asked.current.has(thread_id));
    for (const { thread_id: id } of wanted.slice(0, 5)) {
      asked.current.add(id);
      taken(api.GET("/api/threads/{id}", { params: { path: { id } } }))
        .then((thread) => threadChanged(queries, { ...thread, partial: undefined }))
        .catch(() => asked.current.delete(id));
    }
  }, [threads, api, queries]);
}

import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { Failure, taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** A conversation; `null` while nothing was written in it. */
export function useThread(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.thread(id),
    queryFn: () => taken(api.GET("/api/threads/{id}", { params: { path: { id } } })).catch(nothingYet),
  });
}

function nothingYet(error: unknown): null {
  if (error instanceof Failure && error.status === 404) return null;
  throw error;
}

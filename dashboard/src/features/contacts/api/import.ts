import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** Its end is told by an event, which may come while it is read for the first time and still said to go on. */
const EVERY = 3000;

/** How far an import is, with the lines that were not taken. The event of its end reads it anew. */
export function useImport(id: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.imports(), id],
    queryFn: () => taken(api.GET("/api/contacts/imports/{id}", { params: { path: { id: id ?? "" } } })),
    enabled: id !== undefined,
    refetchInterval: ({ state: { data } }) => (data?.state === "queued" || data?.state === "running") && EVERY,
  });
}

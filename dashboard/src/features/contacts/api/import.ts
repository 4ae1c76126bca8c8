import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** How far an import is, with the lines that were not taken. The event of its end reads it anew. */
export function useImport(id: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.imports(), id],
    queryFn: () => taken(api.GET("/api/contacts/imports/{id}", { params: { path: { id: id ?? "" } } })),
    enabled: id !== undefined,
  });
}

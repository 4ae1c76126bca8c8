import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** The latest files of contacts. */
export function useImports() {
  const api = useApi();
  return useQuery({ queryKey: keys.imports(), queryFn: () => taken(api.GET("/api/contacts/imports")) });
}

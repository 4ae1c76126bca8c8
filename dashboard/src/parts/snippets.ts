import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** Texts that users put into messages, by name. All of them. */
export function useSnippets() {
  const api = useApi();
  return useQuery({
    queryKey: keys.snippets(),
    queryFn: async () => (await taken(api.GET("/api/snippets"))).items,
  });
}

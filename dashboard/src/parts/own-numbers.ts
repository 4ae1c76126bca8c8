import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** The tenant's numbers, in the order in which they were bought. */
export function useOwnNumbers() {
  const api = useApi();
  return useQuery({
    queryKey: keys.numbers(),
    queryFn: async () => (await taken(api.GET("/api/numbers"))).items,
  });
}

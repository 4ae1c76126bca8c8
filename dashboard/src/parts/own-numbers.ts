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

/** The own number that most is with, so that it needs no word. */
export function usePrimaryNumber(): string | undefined {
  return useOwnNumbers().data?.find(({ primary }) => primary)?.phone_number;
}

import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { isSearchable } from "@/format/words";

/** People by a part of their name, number or reference: the first few. */
export function useFoundPeople(q: string) {
  const api = useApi();
  const query = { q, limit: 8 };
  return useQuery({
    queryKey: keys.found({ people: q }),
    queryFn: () => taken(api.GET("/api/contacts", { params: { query } })),
    enabled: isSearchable(q),
    placeholderData: (before) => before,
  });
}

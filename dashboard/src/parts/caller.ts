import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

import { canAnswer } from "./call-parties";

/** Who has a number, for what was only just heard of: events do not say whom a call is with. */
export function useCaller(number: string | null) {
  const api = useApi();
  const query = { number: number ?? "", limit: 1 };
  const { data } = useQuery({
    queryKey: keys.contacts(query),
    queryFn: () => taken(api.GET("/api/contacts", { params: { query } })),
    enabled: canAnswer(number),
  });
  return data?.items[0];
}

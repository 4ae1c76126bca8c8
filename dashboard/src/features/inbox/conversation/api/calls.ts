import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** The last calls with a person. */
export function useLastCalls(contactId: string) {
  const api = useApi();
  const query = { contact_id: contactId, limit: 5 };
  return useQuery({ queryKey: keys.callsOf(contactId), queryFn: () => taken(api.GET("/api/calls", { params: { query } })) });
}

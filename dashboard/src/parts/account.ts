import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** The tenant's Twilio account, and how it comes to it. No event tells of that, so it is asked for while it goes on. */
export function useAccount() {
  const api = useApi();
  return useQuery({
    queryKey: keys.account(),
    queryFn: () => taken(api.GET("/api/twilio/account")),
    refetchInterval: ({ state }) => (state.data?.status === "provisioning" ? 2000 : false),
  });
}

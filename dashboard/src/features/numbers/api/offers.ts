import { useQuery } from "@tanstack/react-query";
import type { components } from "patchbay-client";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

export type Offer = components["schemas"]["AvailableNumber"];

/** What a number is to be like, as the API asks for it. */
export interface Wish {
  country: components["schemas"]["Country"];
  type?: components["schemas"]["NumberType"];
  area_code?: string;
  contains?: string;
  near_number?: string;
  sms?: true;
  mms?: true;
  voice?: true;
}

/** Numbers that are for sale. Others buy them too, so what was found a while ago is asked for anew. */
export function useOffers(wish: Wish | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: keys.offers(wish ?? {}),
    queryFn: () => taken(api.GET("/api/twilio/available-numbers", { params: { query: { ...wish, limit: 20 } } })),
    enabled: wish !== undefined,
    staleTime: 30_000,
  });
}

import { useQuery } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";

/** Whose number it is, if that is known: somebody who has called was perhaps never written to. */
export function useContactOfNumber(number: string, enabled: boolean) {
  const api = useApi();
  const query = { number, limit: 1 };
  return useQuery({
    queryKey: ["contact-of-number", number],
    queryFn: () => taken(api.GET("/api/contacts", { params: { query } })),
    enabled: enabled && /^\+\d{7,15}$/.test(number),
    select: ({ items }) => items[0] ?? null,
  });
}

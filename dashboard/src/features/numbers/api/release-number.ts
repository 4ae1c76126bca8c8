import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { OwnNumber } from "@/api/types";

/** Gives a number back to Twilio. */
export function useReleaseNumber() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => taken(api.DELETE("/api/numbers/{id}", { params: { path: { id } } })),
    onSuccess: ({ phone_number: gone }) => {
      queries.setQueriesData<OwnNumber[]>({ queryKey: keys.numbers() }, (all) => all?.filter(({ phone_number }) => phone_number !== gone));
      void queries.invalidateQueries({ queryKey: keys.account() });
    },
  });
}

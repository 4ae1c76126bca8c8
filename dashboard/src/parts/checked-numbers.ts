import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { components } from "patchbay-client";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { OwnNumber } from "@/api/types";

export type CheckedNumber = components["schemas"]["CheckedNumber"];

/** The numbers, and how Twilio has them. It is asked for each of them, which takes a while. */
export function useCheckedNumbers(options: { staleTime?: number } = {}) {
  const api = useApi();
  return useQuery({
    queryKey: keys.checkedNumbers(),
    queryFn: async () => {
      const { items } = await taken(api.GET("/api/numbers", { params: { query: { check: true } } }));
      return items.filter((number): number is CheckedNumber => "webhooks" in number);
    },
    ...options,
  });
}

interface Change {
  number: string;
  primary?: true;
  friendly_name?: string;
}

/** Changes a number. Its webhooks are repaired in any case. */
export function useChangeNumber() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ number: id, ...body }: Change) => taken(api.PATCH("/api/numbers/{id}", { params: { path: { id } }, body })),
    onSuccess: (changed) => {
      const merged = <T extends OwnNumber>(numbers: T[], of: (known: T) => T) =>
        numbers.map((known) =>
          known.phone_number === changed.phone_number ? of(known) : changed.primary ? { ...known, primary: false } : known,
        );
      queries.setQueryData<OwnNumber[]>(
        keys.numbers(),
        (all) => all && merged(all, (known) => ({ ...known, friendly_name: changed.friendly_name, primary: changed.primary })),
      );
      queries.setQueryData<CheckedNumber[]>(keys.checkedNumbers(), (all) => all && merged(all, () => changed));
    },
  });
}

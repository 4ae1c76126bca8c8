import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { changeLists, replaced } from "@/api/lists";
import type { Call } from "@/api/types";

/** Somebody has looked at a call, or it is to be looked at again. */
export function useSeeCall() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, seen }: { id: string; seen: boolean }) =>
      taken(api.PATCH("/api/calls/{id}", { params: { path: { id } }, body: { seen } })),
    onSuccess: (call) => {
      queries.setQueryData<Call>(keys.call(call.call_id), call);
      changeLists<Call>(queries, keys.calls(), (pages) => replaced(pages, call, ({ call_id }) => call_id === call.call_id));
      void queries.invalidateQueries({ queryKey: keys.counts() });
    },
  });
}

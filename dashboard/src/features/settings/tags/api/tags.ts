import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

export interface Tag {
  name: string;
  color: string;
}

interface Tags {
  items: Tag[];
}

/** Replaces all tags. */
export function useReplaceTags() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (items: Tag[]) => taken(api.PUT("/api/tags", { body: { items } })),
    onSuccess: (tags) => queries.setQueryData<Tags>(keys.tags(), tags),
  });
}

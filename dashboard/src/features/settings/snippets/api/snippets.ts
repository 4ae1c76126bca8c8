import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Snippet } from "@/api/types";

const byName = (one: Snippet, other: Snippet) => one.name.localeCompare(other.name);

/** Changes the list in the cache: without this one, and with it as it is now. */
function useKeep() {
  const queries = useQueryClient();
  return (id: string, snippet?: Snippet) =>
    queries.setQueryData<Snippet[]>(keys.snippets(), (all) => {
      const others = all?.filter(({ snippet_id }) => snippet_id !== id);
      return others && (snippet ? [...others, snippet].sort(byName) : others);
    });
}

export interface Written {
  name: string;
  text: string;
}

/** Adds a snippet, or changes one. */
export function useSaveSnippet(id: string | undefined) {
  const api = useApi();
  const keep = useKeep();
  return useMutation({
    mutationFn: (body: Written) =>
      taken(id ? api.PATCH("/api/snippets/{id}", { params: { path: { id } }, body }) : api.POST("/api/snippets", { body })),
    onSuccess: (snippet) => keep(snippet.snippet_id, snippet),
  });
}

export function useDeleteSnippet() {
  const api = useApi();
  const keep = useKeep();
  return useMutation({
    mutationFn: (id: string) => taken(api.DELETE("/api/snippets/{id}", { params: { path: { id } } })),
    onSuccess: ({ snippet_id }) => keep(snippet_id),
  });
}

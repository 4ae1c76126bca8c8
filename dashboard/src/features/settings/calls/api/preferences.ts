import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import type { components } from "patchbay-client";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import type { Preferences } from "@/api/types";

/** Shows them as they were answered. */
export const keepPreferences = (queries: QueryClient) => (saved: Preferences) => queries.setQueryData(keys.preferences(), saved);

/** Changes some of them. */
export function useChangePreferences() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (changes: components["schemas"]["ChangedPreferences"]) => taken(api.PATCH("/api/preferences", { body: changes })),
    onSuccess: keepPreferences(queries),
  });
}

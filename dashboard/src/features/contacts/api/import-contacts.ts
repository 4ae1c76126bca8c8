import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

/** Sends a file of contacts, which is taken in later. */
export function useImportContacts() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (file: File) => {
      const headers = { "Content-Type": "text/csv" };
      return taken(api.POST("/api/contacts/imports", { body: await file.text(), headers, bodySerializer: (text) => text }));
    },
    // How far it is by now is read: a short file may be done before the answer is here.
    onSuccess: () => void queries.invalidateQueries({ queryKey: keys.imports() }),
  });
}

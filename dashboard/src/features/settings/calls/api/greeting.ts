import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";

import { keepPreferences } from "./preferences";

/** Uploads the audio that callers hear; without a file removes it. */
export function useReplaceGreeting() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (file: File | undefined) => {
      if (!file) return taken(api.DELETE("/api/preferences/greeting"));
      const headers = { "Content-Type": file.type === "audio/mpeg" ? "audio/mpeg" : "audio/wav" };
      return taken(api.PUT("/api/preferences/greeting", { body: file as unknown as string, bodySerializer: () => file, headers }));
    },
    onSuccess: keepPreferences(queries),
  });
}

import { QueryClient } from "@tanstack/react-query";

import { Failure } from "@/api/failure";

/**
 * The cache of what was read. Events keep it true, so nothing is read again because a window is looked at; what was
 * refused is not asked again.
 */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        retry: (times, error) => times < 2 && !(error instanceof Failure && error.status < 500 && error.status !== 429),
      },
      mutations: { networkMode: "always" },
    },
  });
}

import type { Patchbay } from "patchbay-client";
import { createContext, use } from "react";

export const ApiContext = createContext<Patchbay | null>(null);

export function useApi(): Patchbay {
  const api = use(ApiContext);
  if (!api) throw new Error("there is no API here");
  return api;
}

import { type ReactNode, useMemo, useRef } from "react";

import { connect, ConnectedContext } from "./connected";

export interface PatchbayProviderProps {
  /** The API, such as `https://api.example.com`. */
  baseUrl: string;
  /** The current token of the user who is signed in. Asked before each request, so it may be renewed. */
  token: () => string | Promise<string>;
  children?: ReactNode;
}

/** What the other components ask, and through which they hear of changes. One for a page. */
export function PatchbayProvider({ baseUrl, token, children }: PatchbayProviderProps) {
  const latest = useRef(token);
  latest.current = token;
  const connected = useMemo(() => connect(baseUrl, () => latest.current()), [baseUrl]);
  return <ConnectedContext.Provider value={connected}>{children}</ConnectedContext.Provider>;
}

import { createContext, use } from "react";

import type { Config } from "./config";
import type { Person, Role, Session } from "./session";

export interface SignedIn {
  config: Config;
  session: Session;
  person: Person;
}

export const SignedInContext = createContext<SignedIn | null>(null);

/** Who works here. Only below `App`, which asks people to sign in first. */
export function useSignedIn(): SignedIn {
  const signedIn = use(SignedInContext);
  if (!signedIn) throw new Error("nobody is signed in");
  return signedIn;
}

const RANKS: Record<Role, number> = { viewer: 0, agent: 1, owner: 2 };

/** Whether the user may do what needs this role. */
export function useMay(role: Role): boolean {
  return RANKS[useSignedIn().person.role] >= RANKS[role];
}

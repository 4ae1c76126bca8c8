import { useQueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";
import type { Pages } from "@/api/lists";
import type { Thread } from "@/api/types";
import { useSignedIn } from "@/auth/context";

/** Who conversations can be assigned to: the user first, then whoever sees to one that is known here. */
export function useColleagues(): string[] {
  const { person } = useSignedIn();
  const queries = useQueryClient();
  const users = new Set<string>();
  for (const [, list] of queries.getQueriesData<Pages<Thread>>({ queryKey: keys.threads() })) {
    for (const { items } of list?.pages ?? []) for (const { assigned_to } of items) if (assigned_to) users.add(assigned_to);
  }
  users.delete(person.user);
  return [person.user, ...[...users].toSorted()];
}

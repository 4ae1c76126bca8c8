import { useQueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";
import { listed } from "@/api/lists";
import type { Thread } from "@/api/types";
import { useSignedIn } from "@/auth/context";

/** A user, where one is known. */
export type User = string | null | undefined;

/** The user, and then whoever sees to a conversation of a list or has done so: the API has no list of people. */
export function useColleagues(more: User[] = []): [me: string, ...others: string[]] {
  const { person } = useSignedIn();
  const queries = useQueryClient();
  const atWork = listed<Thread>(queries, keys.threads()).flatMap(({ assigned_to, done_by }) => [assigned_to, done_by]);
  const others = new Set([...atWork, ...more].filter((user) => typeof user === "string"));
  others.delete(person.user);
  return [person.user, ...[...others].toSorted()];
}

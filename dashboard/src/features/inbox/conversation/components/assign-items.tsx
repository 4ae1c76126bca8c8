import { useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";

import { keys } from "@/api/keys";
import type { Pages } from "@/api/lists";
import type { Thread } from "@/api/types";
import { useSignedIn } from "@/auth/context";
import { MenuItem, MenuLabel } from "@/ui/menu";

import { useChangeThread } from "../api/change-thread";

/** Users are known by what they have done: those who see to a conversation of a list that was read. */
function useOthers(thread: Thread): string[] {
  const queries = useQueryClient();
  const { person } = useSignedIn();
  const threads = queries.getQueriesData<Pages<Thread>>({ queryKey: keys.threads() }).flatMap(([, data]) => data?.pages.flatMap(({ items }) => items) ?? []);
  const seen = [thread, ...threads].flatMap(({ assigned_to, done_by }) => [assigned_to, done_by]);
  return [...new Set(seen)].filter((user): user is string => user !== null && user !== person.user).sort();
}

export function useAssigneeText({ assigned_to }: Thread): string {
  const { person } = useSignedIn();
  if (assigned_to === null) return "nobody";
  return assigned_to === person.user ? "you" : assigned_to;
}

/** Entries of a menu: who sees to it. */
export function AssignItems({ thread }: { thread: Thread }) {
  const { person } = useSignedIn();
  const others = useOthers(thread);
  const { mutate } = useChangeThread(thread.thread_id);
  const users = [
    { user: person.user, name: "You" },
    ...others.map((user) => ({ user, name: user })),
    { user: null, name: "Nobody" },
  ];
  return (
    <>
      <MenuLabel>Who sees to it</MenuLabel>
      {users.map(({ user, name }) => (
        <MenuItem key={name} icon={<Check aria-hidden className={thread.assigned_to === user ? "" : "invisible"} />} onSelect={() => mutate({ assigned_to: user })}>
          {name}
          {thread.assigned_to === user && <span className="sr-only">, now</span>}
        </MenuItem>
      ))}
    </>
  );
}

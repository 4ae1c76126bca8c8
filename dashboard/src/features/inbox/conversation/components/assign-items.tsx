import { Check } from "lucide-react";

import type { Thread } from "@/api/types";
import { useSignedIn } from "@/auth/context";
import { MenuItem, MenuLabel } from "@/ui/menu";

import { useColleagues } from "../../colleagues";
import { useChangeThread } from "../api/change-thread";

export function useAssigneeText({ assigned_to }: Thread): string {
  const { person } = useSignedIn();
  if (assigned_to === null) return "nobody";
  return assigned_to === person.user ? "you" : assigned_to;
}

/** Entries of a menu: who sees to it. */
export function AssignItems({ thread }: { thread: Thread }) {
  const [me, ...others] = useColleagues([thread.assigned_to, thread.done_by]);
  const { mutate } = useChangeThread(thread.thread_id);
  const users = [
    { user: me, name: "You" },
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

import { useQueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";
import type { Pages } from "@/api/lists";
import type { Thread, TimelineEntry } from "@/api/types";
import { useSignedIn } from "@/auth/context";

import type { Suggest } from "./use-suggestions";

/** Users that the page has seen at work: the API has no list of them. */
export function useMentionChoices(): Suggest {
  const queries = useQueryClient();
  const { person } = useSignedIn();
  const seen = new Set<string>();
  for (const [, data] of queries.getQueriesData<Pages<Thread>>({ queryKey: keys.threads() })) {
    for (const thread of data?.pages.flatMap((page) => page.items) ?? []) add(seen, thread.assigned_to, thread.done_by);
  }
  for (const [, data] of queries.getQueriesData<Pages<TimelineEntry>>({ queryKey: keys.timeline() })) {
    for (const entry of data?.pages.flatMap((page) => page.items) ?? []) add(seen, ...usersOf(entry));
  }
  seen.delete(person.user);
  const choices = [...seen].toSorted().map((user) => ({ id: user, name: user, insert: `@${user} ` }));
  return { sign: "@", noun: "People", choices };
}

function add(seen: Set<string>, ...users: (string | null | undefined)[]) {
  for (const user of users) if (user) seen.add(user);
}

function usersOf(entry: TimelineEntry): (string | null | undefined)[] {
  if (entry.kind === "note") return [entry.note.author, ...entry.note.mentions];
  return entry.kind === "message" ? [entry.message.created_by] : [];
}

/** Whom a note names with `@`: known users, and whatever else is written so. */
export function mentionsIn(text: string): string[] {
  const named = text.matchAll(/(?:^|\s)@([^\s@]{1,128})/g);
  return [...new Set([...named].map(([, user = ""]) => user.replace(/[.,;:!?)]+$/, "")))].filter(Boolean).slice(0, 20);
}

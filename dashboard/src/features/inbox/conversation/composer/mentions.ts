import { useQueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";
import { listed } from "@/api/lists";
import type { TimelineEntry } from "@/api/types";

import { type User, useColleagues } from "../../colleagues";
import type { Suggest } from "./use-suggestions";

/** Users that the page has seen at work. */
export function useMentionChoices(): Suggest {
  const queries = useQueryClient();
  const [, ...others] = useColleagues(listed<TimelineEntry>(queries, keys.timeline()).flatMap(usersOf));
  const choices = others.map((user) => ({ id: user, name: user, insert: `@${user} ` }));
  return { sign: "@", noun: "People", choices };
}

function usersOf(entry: TimelineEntry): User[] {
  if (entry.kind === "note") return [entry.note.author, ...entry.note.mentions];
  return entry.kind === "message" ? [entry.message.created_by] : [];
}

/** Whom a note names with `@`: known users, and whatever else is written so. */
export function mentionsIn(text: string): string[] {
  const named = text.matchAll(/(?:^|\s)@([^\s@]{1,128})/g);
  return [...new Set([...named].map(([, user = ""]) => user.replace(/[.,;:!?)]+$/, "")))].filter(Boolean).slice(0, 20);
}

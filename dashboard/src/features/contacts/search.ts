import type { TimelineEntry } from "@/api/types";

export type Kind = TimelineEntry["kind"];

export const KINDS: Kind[] = ["message", "call", "voicemail", "note", "consent"];

/** What the page's URL says beside its path. */
export interface ContactsSearch {
  /** Parts of names, numbers or references. */
  q?: string;
  /** What of a contact's history is shown; all of it where it is left out. */
  kind?: Kind;
  /** What a narrow screen shows of a contact: who it is, or what has happened. */
  tab?: "history";
}

export function contactsSearch(search: Record<string, unknown>): ContactsSearch {
  const q = String(search["q"] ?? "").trim();
  const kind = KINDS.find((one) => one === search["kind"]);
  return { ...(q && { q }), ...(kind && { kind }), ...(search["tab"] === "history" && { tab: "history" }) };
}

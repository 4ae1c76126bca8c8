import type { components } from "patchbay-client";

export type Thread = components["schemas"]["Thread"];
export type Message = components["schemas"]["Message"];

/** The conversation with a number, whether anything was written in it or not. */
export function threadIdOf(channel: "sms" | "whatsapp", own: string, contact: string): string {
  return `${channel}.${own.replace("+", "")}.${contact.replace("+", "")}`;
}

/** What the API says when it refuses, in its words. */
export function reasonOf(error: unknown): string {
  const said = (error as { error?: { message?: string } } | undefined)?.error?.message;
  return said ?? "This did not work. Try again.";
}

/** Puts records into a list that is sorted, the newest first; one that is there already is replaced. */
export function merged<T>(list: T[], records: T[], idOf: (record: T) => string, sortOf: (record: T) => string): T[] {
  const all = new Map([...list, ...records].map((record) => [idOf(record), record]));
  return [...all.values()].sort((a, b) => sortOf(b).localeCompare(sortOf(a)));
}

import type { Thread } from "@/api/types";

const VARIABLE = /\{\{(contact\.name|contact\.number|contact\.lead_id|own_number)\}\}/g;

/** Puts in what the variables stand for. One that is not known of this person stays, to be filled in. */
export function filled(text: string, thread: Thread | undefined): string {
  if (!thread) return text;
  const values: Record<string, string | null> = {
    "contact.name": thread.contact_name,
    "contact.number": thread.contact_number,
    "contact.lead_id": thread.lead_id,
    own_number: thread.own_number,
  };
  return text.replace(VARIABLE, (variable, name: string) => values[name] || variable);
}

/** Variables that nobody has filled in. */
export function unfilled(text: string): string[] {
  return [...new Set(text.match(VARIABLE))];
}

import type { Channel } from "@/api/types";

export const VIEWS = ["open", "unread", "mine", "done", "all"] as const;
export type View = (typeof VIEWS)[number];

export const CHANNELS: Channel[] = ["sms", "whatsapp", "rcs", "messenger"];

/** What the page's URL says beside its path: which conversations are listed. */
export interface InboxSearch {
  /** `open` where it is left out. */
  view?: View;
  tag?: string;
  /** A user. */
  assigned?: string;
  channel?: Channel;
  /** One of the tenant's own numbers. */
  number?: string;
  /** What is searched for, in place of a list. */
  q?: string;
}

export function inboxSearch(search: Record<string, unknown>): InboxSearch {
  const text = (name: string) => String(search[name] ?? "").trim() || undefined;
  const found: { [Name in keyof InboxSearch]: InboxSearch[Name] | undefined } = {
    view: VIEWS.find((view) => view === search["view"] && view !== "open"),
    tag: text("tag"),
    assigned: text("assigned"),
    channel: CHANNELS.find((channel) => channel === search["channel"]),
    number: asNumber(search["number"]),
    q: text("q"),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** A URL that somebody has typed says `15550100001`, which is read as a number of JSON. */
function asNumber(value: unknown): string | undefined {
  const digits = String(value ?? "").trim().replace(/^\+/, "");
  return /^\d+$/.test(digits) ? `+${digits}` : undefined;
}

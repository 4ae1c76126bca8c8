import { Activity, Hash, Inbox, type LucideIcon, Phone, Settings, Users, Voicemail } from "lucide-react";

import type { Counts } from "@/api/types";

/** A page of the navigation. */
export interface PageLink {
  to: string;
  name: string;
  Icon: LucideIcon;
  /** The second key after `g`. */
  key: string;
  /** What waits there. */
  count?: (counts: Counts) => number;
}

export const PAGES: PageLink[] = [
  { to: "/inbox", name: "Inbox", Icon: Inbox, key: "i", count: (counts) => counts.unread },
  { to: "/calls", name: "Calls", Icon: Phone, key: "c", count: (counts) => counts.missed_calls },
  { to: "/voicemails", name: "Voicemails", Icon: Voicemail, key: "v", count: (counts) => counts.new_voicemails },
  { to: "/contacts", name: "Contacts", Icon: Users, key: "o" },
  { to: "/numbers", name: "Numbers", Icon: Hash, key: "n" },
  { to: "/health", name: "Health", Icon: Activity, key: "h" },
  { to: "/settings", name: "Settings", Icon: Settings, key: "s" },
];

import type { Webhook } from "@/api/types";

type Kind = Webhook["kinds"][number];

/** Events by what they are about. */
export const KINDS: { about: string; kinds: Kind[] }[] = [
  { about: "Messages", kinds: ["message.received", "message.created", "message.updated"] },
  { about: "Conversations", kinds: ["thread.created", "thread.updated", "thread.deleted"] },
  { about: "Calls", kinds: ["call.created", "call.updated", "call.ended"] },
  { about: "Voicemails", kinds: ["voicemail.created", "voicemail.updated"] },
  { about: "Contacts", kinds: ["contact.created", "contact.updated", "contact.deleted", "contacts.imported", "consent.updated"] },
  { about: "Notes", kinds: ["note.created", "note.updated", "note.deleted"] },
];

export type { Kind };

/** Why a webhook is switched off. */
export const WHY_OFF = {
  by_tenant: "Switched off by your team.",
  failing: "Switched off, as it took nothing for 5 days. Repair your server, then switch it on and replay what it missed.",
  gone: "Switched off, as it answered 410 (gone).",
} as const;

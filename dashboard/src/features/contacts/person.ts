import type { Contact, Thread } from "@/api/types";

/** A person, with all conversations, the latest first. */
export type Person = Contact & { threads: Thread[] };

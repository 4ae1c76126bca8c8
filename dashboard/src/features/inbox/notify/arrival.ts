import type { Event } from "patchbay-client";

import type { Message } from "@/api/types";

/** What was told may be told again, after a gap also what came before the page was there. */
export class Arrivals {
  private had = new Set<string>();

  constructor(private since = Date.now()) {}

  /** The message that an event tells of, if it has just come in. */
  of({ id, type, timestamp, data }: Event): Message | undefined {
    if (type !== "message.received" || this.had.has(id)) return undefined;
    this.had.add(id);
    if (this.had.size > 1000) this.had.delete(this.had.values().next().value ?? "");
    // Events are told to the second.
    if (Date.parse(timestamp) < this.since - 1000) return undefined;
    return data as unknown as Message;
  }
}

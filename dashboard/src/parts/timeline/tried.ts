import type { Message, TimelineEntry } from "@/api/types";
import { progressOf } from "@/parts/ticks";

/** Messages that have failed and were sent once more, by whomever: of entries from the newest to the oldest. */
export function triedAgain(entries: TimelineEntry[]): ReadonlySet<string> {
  const later = new Set<string>();
  const tried = new Set<string>();
  for (const entry of entries) {
    if (entry.kind !== "message" || entry.message.direction === "inbound") continue;
    const said = whatOf(entry.message);
    if (progressOf(entry.message) === "failed" && later.has(said)) tried.add(entry.message.message_id);
    later.add(said);
  }
  return tried;
}

const whatOf = ({ thread_id, body, num_media }: Message) => JSON.stringify([thread_id, body, num_media]);

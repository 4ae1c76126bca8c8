import type { QueryClient } from "@tanstack/react-query";
import type { Event } from "patchbay-client";

type Hear = (event: Event) => void;

/**
 * Has events told again that came while something was asked: the answer may be older than they are, and takes the place of
 * what they changed, be it a record that was read or one that was changed. A record that has not been read once they could
 * not change at all, and `invalidateQueries` leaves its first reading as it is. Who hears an event must bear to hear it
 * twice, as events are repeated after a break anyway.
 */
export function tellAgain(queries: QueryClient, hear: Hear): { tell: Hear; stop: () => void } {
  const asked = new Map<object, Event[]>();
  const answered = (question: object) => {
    const missed = asked.get(question) ?? [];
    asked.delete(question);
    missed.forEach(hear);
  };
  const read = queries.getQueryCache().subscribe((change) => {
    if (change.type === "removed") asked.delete(change.query);
    if (change.type !== "updated") return;
    const { action, query } = change;
    if (action.type === "fetch") asked.set(query, []);
    else if (action.type === "success" && !action.manual) answered(query);
    else if (query.state.fetchStatus === "idle") asked.delete(query);
  });
  const changed = queries.getMutationCache().subscribe((change) => {
    if (change.type !== "updated") return;
    const { action, mutation } = change;
    if (action.type === "pending" && !asked.has(mutation)) asked.set(mutation, []);
    else if (action.type === "success" || action.type === "error") answered(mutation);
  });
  const tell = (event: Event) => {
    // First: what the event itself has asked for is not older than it.
    for (const missed of asked.values()) missed.push(event);
    hear(event);
  };
  const stop = () => {
    read();
    changed();
  };
  return { tell, stop };
}

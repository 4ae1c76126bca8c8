import type { Query, QueryClient } from "@tanstack/react-query";
import type { Event } from "patchbay-client";

type Hear = (event: Event) => void;

/**
 * Has events told again that came while something was read: the answer may be older than they are, and takes the place of
 * what they changed. A record that has not been read once they could not change at all, and `invalidateQueries` leaves its
 * first reading as it is. Who hears an event must bear to hear it twice, as events are repeated after a break anyway.
 */
export function tellAgain(queries: QueryClient, hear: Hear): { tell: Hear; stop: () => void } {
  const readings = new Map<Query, Event[]>();
  const stop = queries.getQueryCache().subscribe((change) => {
    if (change.type === "removed") readings.delete(change.query);
    if (change.type !== "updated") return;
    if (change.action.type === "fetch") readings.set(change.query, []);
    if (change.action.type !== "success" || change.action.manual) return;
    const missed = readings.get(change.query) ?? [];
    readings.delete(change.query);
    missed.forEach(hear);
  });
  const tell = (event: Event) => {
    // First: readings that the event itself begins are not older than it.
    for (const [query, missed] of readings) {
      if (query.state.fetchStatus === "idle") readings.delete(query);
      else missed.push(event);
    }
    hear(event);
  };
  return { tell, stop };
}

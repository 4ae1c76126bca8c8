import type { Event } from "patchbay-client";

type Hear = (event: Event) => void;

/** Whether the page hears of changes at once. */
export type Connection = "connecting" | "connected" | "disconnected";

/** Events of the tenant, for whoever wants to hear them. */
export class Bus {
  private hearers = new Set<Hear>();
  private watchers = new Set<() => void>();
  connection: Connection = "connecting";

  tell(event: Event) {
    for (const hear of this.hearers) hear(event);
  }

  hear(hear: Hear): () => void {
    this.hearers.add(hear);
    return () => this.hearers.delete(hear);
  }

  turn(connection: Connection) {
    this.connection = connection;
    for (const watch of this.watchers) watch();
  }

  watch = (watch: () => void): (() => void) => {
    this.watchers.add(watch);
    return () => this.watchers.delete(watch);
  };
}

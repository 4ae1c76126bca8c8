import type { Event } from "patchbay-client";
import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from "react";

import type { Bus, Connection } from "./bus";

export const BusContext = createContext<Bus | null>(null);

function useBus(): Bus {
  const bus = use(BusContext);
  if (!bus) throw new Error("nothing is heard here");
  return bus;
}

/** Calls `hear` for each event as long as the component is there. */
export function useEvents(hear: (event: Event) => void) {
  const bus = useBus();
  const latest = useEffectEvent(hear);
  useEffect(() => bus.hear((event) => latest(event)), [bus]);
}

/** Whether changes are heard at once. */
export function useConnection(): Connection {
  const bus = useBus();
  return useSyncExternalStore(bus.watch, () => bus.connection);
}

import { createPatchbay, type Event, type Listening, type Patchbay } from "patchbay-client";
import { createContext, useContext, useEffect, useRef } from "react";

/** Is told of each event, and with `missed` that lists have to be read anew. */
type Hear = (event: Event | "missed") => void;

export interface Connected {
  patchbay: Patchbay;
  /** Calls `hear` until the answer is called. There is one connection for all, as long as anybody listens. */
  hear(hear: Hear): () => void;
}

export const ConnectedContext = createContext<Connected | null>(null);

export function connect(baseUrl: string, token: () => string | Promise<string>): Connected {
  const patchbay = createPatchbay({ baseUrl, token });
  const hearers = new Set<Hear>();
  let live: Listening | undefined;
  const tell: Hear = (event) => hearers.forEach((hear) => hear(event));
  return {
    patchbay,
    hear(hear) {
      hearers.add(hear);
      live ??= patchbay.live({ onEvent: tell, onExpired: () => tell("missed") });
      // What was read before it could hear may have missed something.
      void live.begun.then(() => hearers.has(hear) && hear("missed"));
      return () => {
        hearers.delete(hear);
        if (hearers.size > 0) return;
        live?.close();
        live = undefined;
      };
    },
  };
}

export function useConnected(): Connected {
  const connected = useContext(ConnectedContext);
  if (!connected) throw new Error("patchbay: put this inside <PatchbayProvider>");
  return connected;
}

export function useHeard(hear: Hear) {
  const connected = useConnected();
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => connected.hear((event) => latest.current(event)), [connected]);
}

import { createContext, type ReactNode, use, useEffect, useMemo, useReducer, useState } from "react";

import { type Connection, watch } from "./feed";
import { changed, EMPTY, type World } from "./world";

interface Watched extends World {
  connection: Connection;
}

const Context = createContext<Watched>({ ...EMPTY, connection: "reading" });

export const useWorld = () => use(Context);

/** Watches the world outside for all below. */
export function WorldProvider({ children }: { children: ReactNode }) {
  const [world, change] = useReducer(changed, EMPTY);
  const [connection, setConnection] = useState<Connection>("reading");
  useEffect(() => watch({ onChange: change, onConnection: setConnection }), []);
  const watched = useMemo(() => ({ ...world, connection }), [world, connection]);
  return <Context value={watched}>{children}</Context>;
}

import { useEffect, useEffectEvent } from "react";

import { addShortcuts, type Shortcut } from "./shortcuts";

/** The shortcuts of a page, by key: what it says in the list, and what it does. */
export function useShortcuts(group: string, wanted: Record<string, [does: string, run?: () => void]>) {
  const run = useEffectEvent((keys: string) => wanted[keys]?.[1]?.());
  const said = JSON.stringify(Object.entries(wanted).map(([keys, [does, run]]) => [keys, does, run !== undefined]));
  useEffect(() => {
    const entries = JSON.parse(said) as [string, string, boolean][];
    return addShortcuts(entries.map(([keys, does, runs]): Shortcut => ({ keys, does, group, ...(runs && { run: () => run(keys) }) })));
  }, [said, group]);
}

import { useEffect, useRef } from "react";

import type { Voicemail } from "@/api/types";

/**
 * The voicemail after and before the one that is open. One that was heard leaves the list of the new ones while it is
 * open: the next one is then where it was.
 */
export function useSteps(items: Voicemail[], selected: string | undefined) {
  const at = items.findIndex(({ recording_sid }) => recording_sid === selected);
  const was = useRef(-1);
  useEffect(() => {
    if (at >= 0 || !selected) was.current = at;
  }, [at, selected]);
  const next = () => items[at >= 0 ? at + 1 : Math.max(was.current, 0)];
  const before = () => items[(at >= 0 ? at : was.current) - 1];
  return { at, next, before };
}

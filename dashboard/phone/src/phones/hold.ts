import { useEffect, useRef } from "react";

import { useParties, useSetParty } from "../sim/settings";
import type { Behaviour } from "../sim/types";

/** How the phone takes calls, if somebody has said so. */
export function useBehaviour(number: string): Behaviour | undefined {
  return useParties().data?.find(({ address }) => address === number)?.behaviour;
}

/** Takes the phone in hand: calls ring here, unless it was told to be busy or the like. */
export function useHold(number: string) {
  const { isSuccess } = useParties();
  const behaviour = useBehaviour(number);
  const { mutate } = useSetParty();
  const held = useRef(false);
  const isScripted = !behaviour || "answer_after" in behaviour || "actions" in behaviour;
  useEffect(() => {
    if (!isSuccess || held.current) return;
    held.current = true;
    if (isScripted) mutate({ address: number, behaviour: { live: true } });
  }, [isSuccess, isScripted, mutate, number]);
}

/** Nobody has it in hand any more: it answers by itself. */
export function useLetGo(number: string) {
  const { mutate } = useSetParty();
  const behaviour = useBehaviour(number);
  return () => behaviour?.live && mutate({ address: number, behaviour: {} });
}

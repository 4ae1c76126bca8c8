import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { useToasts } from "@/ui/toast";

import { post } from "../sim/request";
import type { Leg, Step } from "../sim/types";

/** Something that was done at the phone, after so much was heard. */
export interface Deed {
  after: number;
  text: string;
  /** Whether somebody listened. */
  taken: boolean;
}

/** What can be done in a call, and what was. */
export function useSteps(leg: Leg) {
  const [deeds, setDeeds] = useState<Deed[]>([]);
  const [isLeaving, setLeaving] = useState(false);
  /** When the last words into a recording are out. */
  const spoken = useRef(0);
  /** When the last sound without words is. */
  const held = useRef(0);
  const { fail } = useToasts();
  const { mutate } = useMutation({
    mutationFn: (step: Step) => post<{ taken: boolean }>(`calls/${leg.sid}/steps`, step),
    onMutate: () => leg.heard.length,
    onSuccess: ({ taken }, step, after = 0) => {
      const text = stepText(step);
      if (taken && "speak" in step) spoken.current = Math.max(Date.now(), spoken.current, held.current) + step.speak * 1000;
      if (text) setDeeds((done) => [...done, { after, text, taken }]);
    },
    onError: fail,
  });
  /** Who hangs up says all words first; a second time it is at once. */
  const take = (step: Step) => {
    const wait = "hang_up" in step && !isLeaving ? spoken.current - Date.now() : 0;
    if (wait <= 0) return mutate(step);
    setLeaving(true);
    setTimeout(mutate, wait, step);
  };
  /** A sound without words keeps the line open. If nobody listens any more, there is nothing to keep. */
  const hold = (seconds: number) => {
    held.current = Math.max(Date.now(), held.current) + seconds * 1000;
    post(`calls/${leg.sid}/steps`, { speak: seconds } satisfies Step).catch(() => (held.current = 0));
  };
  return { deeds, take, hold, isLeaving };
}

function stepText(step: Step): string | undefined {
  if ("press" in step) return `Pressed ${step.press}`;
  if ("say" in step) return step.say;
  if ("speak" in step) return step.text ?? `Spoke for ${step.speak} seconds`;
  return undefined;
}

/** Seconds that it takes to say these words. */
export const secondsOf = (words: string) => Math.max(3, Math.ceil(words.trim().split(/\s+/).length / 2.5));

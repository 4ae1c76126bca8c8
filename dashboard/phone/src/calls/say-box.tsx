import { Mic } from "lucide-react";
import { type SubmitEvent, useEffect, useEffectEvent, useId, useState } from "react";

import { IconButton } from "@/ui/icon-button";
import { Input } from "@/ui/field";

import type { Step } from "../sim/types";
import type { Listening } from "./listening";
import { secondsOf } from "./steps";

interface Props {
  listening: Listening | undefined;
  onStep: (step: Step) => void;
  /** Makes a sound without words. */
  onHold: (seconds: number) => void;
}

/** Milliseconds from one sound to the next while somebody types. */
const HOLD = 2000;

/** What somebody says into the phone, written. Words wait until somebody listens. */
export function SayBox({ listening, onStep, onHold }: Props) {
  const [words, setWords] = useState("");
  const [isReady, setReady] = useState(false);
  const note = useId();
  const text = words.trim();
  const say = useEffectEvent(() => {
    onStep(listening === "recording" ? { speak: secondsOf(text), text } : { say: text });
    setWords("");
    setReady(false);
  });
  useEffect(() => {
    if (isReady && listening) say();
  }, [isReady, listening]);
  useHold(text && !isReady ? listening : undefined, onHold);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text) setReady(true);
  };
  const write = (written: string) => {
    setWords(written);
    setReady(false);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-1">
      <div className="flex gap-2">
        <Input aria-label="Say something" aria-describedby={note} placeholder="Say something" value={words} onChange={(event) => write(event.target.value)} className="rounded-full!" />
        <IconButton label="Say" type="submit" disabled={!text || isReady} className="rounded-full! text-accent-ink!">
          <Mic aria-hidden />
        </IconButton>
      </div>
      <p id={note} aria-live="polite" className="px-3 text-xs text-muted empty:hidden">
        {isReady && !listening && "This is said as soon as somebody listens."}
      </p>
    </form>
  );
}

/** Whoever types is speaking: silence would end the recording, or the menu. */
function useHold(listening: Listening | undefined, onHold: Props["onHold"]) {
  // A menu takes a second more for the end of what is said.
  const seconds = listening === "recording" ? HOLD / 1000 : listening === "speech" ? HOLD / 1000 - 1 : 0;
  const hold = useEffectEvent(() => onHold(seconds));
  useEffect(() => {
    if (seconds === 0) return;
    hold();
    const holding = setInterval(hold, HOLD);
    return () => clearInterval(holding);
  }, [seconds]);
}

import { Grid3x3, PhoneOff } from "lucide-react";
import { useState } from "react";

import { usePhoneText } from "@/format/phone";
import { Clock } from "@/parts/clock";
import { IconButton } from "@/ui/icon-button";

import type { Step } from "../sim/types";
import { nowText } from "./heard-text";
import { Keypad } from "./keypad";
import { listeningOf, useHeard } from "./listening";
import type { PhoneCall } from "./phone-call";
import { SayBox } from "./say-box";
import type { Deed } from "./steps";
import { Transcript } from "./transcript";

interface Props {
  call: PhoneCall;
  deeds: Deed[];
  isLeaving: boolean;
  onStep: (step: Step) => void;
  onHold: (seconds: number) => void;
}

/** A call under way: what is heard, keys, words, and the end of it. */
export function ActiveCall({ call, deeds, isLeaving, onStep, onHold }: Props) {
  const phoneText = usePhoneText();
  const { leg, other } = call;
  const heard = useHeard(leg);
  const asksForKeys = leg.now?.doing === "gathering" && (leg.now.input ?? ["dtmf"]).includes("dtmf");
  const [chosen, setChosen] = useState<boolean>();
  const hasKeys = chosen ?? asksForKeys;
  return (
    <div
      className="flex min-h-0 flex-1 flex-col"
      onKeyDown={({ key, target }) => {
        if (/^[0-9*#]$/.test(key) && !(target instanceof HTMLInputElement)) onStep({ press: key });
      }}
    >
      <header className="flex flex-col items-center gap-0.5 px-6 pt-8 pb-3 text-center">
        <h2 className="text-lg font-semibold">{phoneText(other)}</h2>
        <Timer />
        <p role="status" className="text-sm font-medium text-accent-ink">
          {isLeaving ? "Hanging up when all is said" : nowText(leg.now)}
        </p>
      </header>
      <Transcript heard={heard} deeds={deeds} />
      <div className="flex flex-col gap-3 px-5 pt-2 pb-6">
        {hasKeys && <Keypad onPress={(key) => onStep({ press: key })} />}
        <SayBox listening={listeningOf(leg.now)} onStep={onStep} onHold={onHold} />
        <div className="flex items-center justify-center gap-6">
          <IconButton label="Keypad" aria-pressed={hasKeys} onClick={() => setChosen(!hasKeys)} className="size-12! rounded-full! border border-line-strong/50">
            <Grid3x3 aria-hidden />
          </IconButton>
          <IconButton label="Hang up" onClick={() => onStep({ hang_up: true })} className="size-14! rounded-full! bg-danger! text-on-danger! hover:brightness-110">
            <PhoneOff aria-hidden />
          </IconButton>
        </div>
      </div>
    </div>
  );
}

/** How long the call has lasted at this phone. */
function Timer() {
  const [since] = useState(() => new Date().toISOString());
  return (
    <p role="timer" className="text-sm text-muted">
      <Clock since={since} />
    </p>
  );
}

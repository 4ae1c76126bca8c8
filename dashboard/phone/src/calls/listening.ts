import { useState } from "react";

import type { Heard, Leg, Now } from "../sim/types";

/** Who listens to words: a recording, a menu that wants speech, or somebody who is connected. */
export type Listening = "recording" | "speech" | "person";

/** `undefined`: words would be lost now. */
export function listeningOf(now: Now | null | undefined): Listening | undefined {
  if (now?.doing === "recording") return "recording";
  if (now?.doing === "talking") return "person";
  return now?.doing === "gathering" && now.input?.includes("speech") ? "speech" : undefined;
}

/** What was heard. The beep takes a second, and is heard when it is over: only then words count. */
export function useHeard({ heard, now }: Leg): Heard[] {
  const [recorded, setRecorded] = useState(0);
  if (now?.doing === "recording" && recorded !== heard.length) setRecorded(heard.length);
  const isBeeping = heard.at(-1) === "beep" && now?.doing === "waiting" && recorded !== heard.length;
  return isBeeping ? heard.slice(0, -1) : heard;
}

import { duration } from "@/format/time";

import type { Heard, Now } from "../sim/types";

/** What is heard, in words, and whether it is words itself. */
export function heardText(heard: Heard): { text: string; isSpeech: boolean } {
  if (typeof heard === "string") return { text: SOUNDS[heard], isSpeech: false };
  if ("said" in heard) return { text: heard.said, isSpeech: true };
  if ("announced" in heard) return { text: heard.announced, isSpeech: true };
  if ("played" in heard) return { text: "♪ A recording is played", isSpeech: false };
  if ("digits" in heard) return { text: `Tones: ${heard.digits}`, isSpeech: false };
  if ("silence" in heard) return { text: `Silence, ${heard.silence} s`, isSpeech: false };
  return { text: `Talked for ${duration(heard.talked)}`, isSpeech: false };
}

const SOUNDS = { beep: "Beep", ringing: "It rings", music: "♪ Hold music", busy: "Engaged tone" };

/** What the call waits for, and so what to do. */
export function nowText(now: Now | null | undefined): string {
  switch (now?.doing) {
    case "ringing":
      return "Ringing";
    case "saying":
      return "A voice speaks";
    case "gathering":
      return gatherText(now);
    case "recording":
      return `Recording: say something, then hang up${now.finish_on_key ? ` or press ${[...now.finish_on_key][0]}` : ""}`;
    case "calling":
      return "Calling somebody for you";
    case "talking":
      return "Connected";
    case "queued":
      return "Waiting in a queue";
    default:
      return "One moment";
  }
}

function gatherText({ input = ["dtmf"], num_digits, finish_on_key }: Now): string {
  const speech = input.includes("speech");
  const keys = num_digits === 1 ? "Press a key" : num_digits ? `Press ${num_digits} keys` : "Press keys";
  const end = finish_on_key && num_digits !== 1 ? `, ${finish_on_key} at the end` : "";
  if (!input.includes("dtmf")) return "Say something";
  return speech ? `${keys}${end}, or say something` : keys + end;
}

import type { KeyboardEvent } from "react";

import { duration } from "@/format/time";

interface Props {
  label: string;
  position: number;
  whole: number;
  onSeek: (to: number) => void;
}

const STEP = 5;

/** Where the sound is. Arrows move by five seconds. */
export function SeekBar({ label, position, whole, onSeek }: Props) {
  const keyed = (event: KeyboardEvent<HTMLInputElement>) => {
    const isRtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const [on, back] = isRtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const by = event.key === on || event.key === "ArrowUp" ? STEP : event.key === back || event.key === "ArrowDown" ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    onSeek(Math.min(Math.max(position + by, 0), whole));
  };
  return (
    <input
      type="range"
      aria-label={`Position in ${label}`}
      aria-valuetext={`${duration(position)} of ${duration(whole)}`}
      min={0}
      max={Math.max(whole, 0.1)}
      step={0.1}
      value={Math.min(position, whole)}
      onChange={(event) => onSeek(Number(event.target.value))}
      onKeyDown={keyed}
      className="h-10 min-w-16 flex-1 cursor-pointer accent-accent"
    />
  );
}

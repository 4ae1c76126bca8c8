import { type RefObject, useEffect, useState } from "react";

const SPEEDS = [1, 1.5, 2];
const KEY = "audio-speed";

/** How fast recordings are played, kept in this browser. */
export function useSpeed(audio: RefObject<HTMLAudioElement | null>) {
  const [speed, setSpeed] = useState(kept);
  useEffect(() => {
    if (!audio.current) return;
    audio.current.defaultPlaybackRate = speed;
    audio.current.playbackRate = speed;
  }, [audio, speed]);
  const next = () => {
    const faster = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
    localStorage.setItem(KEY, String(faster));
    setSpeed(faster);
  };
  return [speed, next] as const;
}

function kept(): number {
  const speed = Number(localStorage.getItem(KEY));
  return SPEEDS.includes(speed) ? speed : 1;
}

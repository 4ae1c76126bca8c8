import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";

export type Playing = "paused" | "loading" | "playing" | "failed";

interface Wanted {
  url: string;
  renew: (() => Promise<string | null>) | undefined;
  onPlay: (() => void) | undefined;
}

/** The only one that is heard: who begins stops whoever else speaks. */
let speaking: HTMLAudioElement | undefined;

/**
 * An `<audio>` element and how far it is. Its source is set here alone: every answer of the API has other links, and one
 * that is in use stays. When it has expired it is asked for anew, once, and the sound goes on where it was.
 */
export function useSound(audio: RefObject<HTMLAudioElement | null>, { url, renew, onPlay }: Wanted) {
  const [playing, setPlaying] = useState<Playing>("paused");
  const [position, setPosition] = useState(0);
  const [length, setLength] = useState<number>();
  const renewed = useRef(false);

  useEffect(() => {
    const sound = audio.current;
    return () => sound?.pause();
  }, [audio]);

  const play = () => {
    const sound = audio.current;
    if (!sound) return;
    if (!sound.src) sound.src = url;
    if (speaking !== sound) speaking?.pause();
    speaking = sound;
    setPlaying("loading");
    sound.play().catch(() => undefined); // what went wrong, the event `error` tells
  };

  const lost = useEffectEvent(async () => {
    const next = renewed.current || !renew ? null : await renew().catch(() => null);
    renewed.current = true;
    const sound = audio.current;
    if (!next || !sound) return setPlaying("failed");
    sound.src = next;
    sound.currentTime = position;
    play();
  });

  const on = {
    onPlaying: () => {
      renewed.current = false;
      setPlaying("playing");
    },
    onPause: () => setPlaying((now) => (now === "failed" ? now : "paused")),
    onEnded: () => setPosition(0),
    onWaiting: () => setPlaying("loading"),
    onTimeUpdate: () => setPosition(audio.current?.currentTime ?? 0),
    onLoadedMetadata: () => {
      const whole = audio.current?.duration;
      if (whole !== undefined && Number.isFinite(whole)) setLength(whole);
    },
    onError: () => void lost(),
  };

  const toggle = () => {
    if (playing === "playing" || playing === "loading") return audio.current?.pause();
    if (playing === "failed") {
      renewed.current = false;
      setPlaying("loading");
      return void lost();
    }
    play();
    onPlay?.();
  };
  const seek = (to: number) => {
    setPosition(to);
    if (audio.current) audio.current.currentTime = to;
  };
  return { playing, position, length, on, toggle, seek };
}

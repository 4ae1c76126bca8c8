import { Download, Pause, Play, RotateCcw } from "lucide-react";
import { type Ref, useImperativeHandle, useRef } from "react";

import { duration } from "@/format/time";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Spinner } from "@/ui/spinner";

import { useDownload } from "./audio-player-download";
import { SeekBar } from "./audio-player-seek";
import { useSound } from "./audio-player-sound";
import { useSpeed } from "./audio-player-speed";

/** What keys of a page do with its player. */
export interface AudioControls {
  toggle(): void;
}

interface Props {
  /** Where the recording is; without it nothing can be played. */
  url: string | null;
  /** How long it is, as far as that is known before it is loaded. */
  seconds: number | null;
  /** What is heard, for screen readers and as the file's name. */
  label: string;
  /** Asks for a new link. */
  renew?: (() => Promise<string | null>) | undefined;
  /** Why there is nothing to play. */
  why?: string | null;
  onPlay?: (() => void) | undefined;
  ref?: Ref<AudioControls>;
}

/** Plays a recording. */
export function AudioPlayer({ url, why, ...rest }: Props) {
  if (!url) return <p className="rounded-lg bg-sunken px-3 py-2.5 text-sm text-muted">{why ?? "There is no recording yet."}</p>;
  return <Player url={url} {...rest} />;
}

function Player({ url, seconds, label, renew, onPlay, ref }: Props & { url: string }) {
  const audio = useRef<HTMLAudioElement>(null);
  const sound = useSound(audio, { url, renew, onPlay });
  const [speed, nextSpeed] = useSpeed(audio);
  const download = useDownload(url, label, renew);
  const whole = sound.length ?? seconds ?? 0;
  const isOn = sound.playing === "playing" || sound.playing === "loading";
  useImperativeHandle(ref, () => ({ toggle: sound.toggle }));
  return (
    <div role="group" aria-label={label} className="flex flex-col gap-1 rounded-lg bg-sunken px-1 py-0.5">
      <div className="flex items-center gap-1">
        <IconButton label={isOn ? "Pause" : "Play"} onClick={sound.toggle} className="text-ink">
          {sound.playing === "loading" ? <Spinner /> : isOn ? <Pause aria-hidden /> : <Play aria-hidden />}
        </IconButton>
        <SeekBar label={label} position={sound.position} whole={whole} onSeek={sound.seek} />
        <span className="shrink-0 text-xs text-muted tabular-nums">
          {duration(sound.position)} / {duration(whole)}
        </span>
        <Button look="quiet" size="small" className="min-h-10 min-w-12 px-1 tabular-nums" aria-label={`Speed: ${speed} times`} onClick={nextSpeed}>
          {speed}×
        </Button>
        <IconButton label="Download" onClick={download.start} disabled={download.busy}>
          {download.busy ? <Spinner /> : <Download aria-hidden />}
        </IconButton>
      </div>
      {sound.playing === "failed" && (
        <p role="alert" className="flex flex-wrap items-center gap-2 px-2 pb-1.5 text-sm text-danger">
          This recording could not be played.
          <Button size="small" icon={<RotateCcw aria-hidden />} onClick={sound.toggle}>
            Try again
          </Button>
        </p>
      )}
      <audio ref={audio} preload="none" {...sound.on} />
    </div>
  );
}

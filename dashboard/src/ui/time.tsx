import { useState } from "react";

import { exactTime, shortTime } from "@/format/time";

import { Tooltip } from "./tooltip";

/** A time in the reader's zone; the exact one on hover. A list has many: the tooltip is made once one is pointed at. */
export function Time({ at, show = shortTime, className }: { at: string; show?: (iso: string) => string; className?: string }) {
  const [pointed, setPointed] = useState(false);
  const time = (
    <time dateTime={at} className={className} onPointerEnter={() => setPointed(true)}>
      {show(at)}
    </time>
  );
  return pointed ? <Tooltip text={exactTime(at)}>{time}</Tooltip> : time;
}

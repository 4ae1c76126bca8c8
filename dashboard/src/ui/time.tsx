import { exactTime, shortTime } from "@/format/time";

import { Tooltip } from "./tooltip";

/** A time in the reader's zone; the exact one on hover. */
export function Time({ at, show = shortTime, className }: { at: string; show?: (iso: string) => string; className?: string }) {
  return (
    <Tooltip text={exactTime(at)}>
      <time dateTime={at} className={className}>
        {show(at)}
      </time>
    </Tooltip>
  );
}

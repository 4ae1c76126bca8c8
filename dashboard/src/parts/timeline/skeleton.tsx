import clsx from "clsx";

import { Skeleton } from "@/ui/skeleton";

const SHAPES = ["w-48", "w-72 ms-auto", "w-40 ms-auto", "w-64", "w-56 ms-auto", "w-80"];

/** Grey bubbles while a timeline is read. */
export function TimelineSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex min-h-0 flex-1 flex-col justify-end gap-4 overflow-hidden bg-app p-4">
      {SHAPES.map((shape) => (
        <Skeleton key={shape} className={clsx("h-11 max-w-4/5 shrink-0 rounded-2xl", shape)} />
      ))}
    </div>
  );
}

import clsx from "clsx";
import type { ReactNode } from "react";

interface Props {
  list: ReactNode;
  /** What was chosen in the list; a phone shows it in place of the list. */
  detail: ReactNode;
  chosen: boolean;
  /** What stands in the place of the detail on a wide screen while nothing is chosen. */
  empty: ReactNode;
}

/** A list, and beside it what is chosen of it. On a phone one of the two. */
export function TwoPane({ list, detail, chosen, empty }: Props) {
  return (
    <div className="flex h-full min-h-0">
      <section className={clsx("min-h-0 w-full flex-col border-e border-line md:flex md:w-80 md:shrink-0 xl:w-96", chosen ? "hidden" : "flex")}>
        {list}
      </section>
      <section className={clsx("min-h-0 min-w-0 flex-1 flex-col md:flex", chosen ? "flex" : "hidden")}>{chosen ? detail : <div className="flex min-h-0 flex-1 items-center bg-app">{empty}</div>}</section>
    </div>
  );
}

import clsx from "clsx";

/** How a link looks that chooses one of several lists. The chosen one is marked with `aria-current` too. */
export const tabLook = (chosen: boolean) =>
  clsx(
    "flex min-h-10 items-center gap-1.5 border-b-2 px-2 text-sm whitespace-nowrap focus-visible:-outline-offset-2",
    chosen ? "border-accent font-medium text-ink" : "border-transparent text-muted hover:text-ink",
  );

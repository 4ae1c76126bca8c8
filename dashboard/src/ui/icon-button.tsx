import clsx from "clsx";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";

import { Tooltip } from "./tooltip";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, for screen readers and on hover. */
  label: string;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that shows an icon alone; 40 px, so that a finger hits it. */
export function IconButton({ label, children, className, ...rest }: Props) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        className={clsx(
          "inline-flex size-10 shrink-0 items-center justify-center rounded-lg text-muted transition hover:bg-sunken hover:text-ink disabled:cursor-not-allowed disabled:opacity-50 aria-pressed:bg-accent-soft aria-pressed:text-accent-ink [&_svg]:size-5",
          className,
        )}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  );
}

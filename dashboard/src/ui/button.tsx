import clsx from "clsx";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";

import { Spinner } from "./spinner";

type Look = "primary" | "plain" | "quiet" | "danger";
type Size = "normal" | "small";

const LOOKS: Record<Look, string> = {
  primary: "bg-accent text-on-accent hover:brightness-110",
  plain: "border border-line-strong/60 bg-surface hover:bg-sunken",
  quiet: "hover:bg-sunken text-ink",
  danger: "bg-danger text-on-danger hover:brightness-110",
};
const SIZES: Record<Size, string> = { normal: "min-h-10 px-4", small: "min-h-8 px-3 text-sm" };

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  size?: Size;
  icon?: ReactNode;
  /** Shows that it works, and takes no further click. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = "plain", size = "normal", icon, busy, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={clsx(
        "inline-flex items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition select-none disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
        LOOKS[look],
        SIZES[size],
        className,
      )}
      {...rest}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

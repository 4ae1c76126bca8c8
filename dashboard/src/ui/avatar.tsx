import clsx from "clsx";
import { User } from "lucide-react";

const HUES = ["bg-[#dcebfb] text-[#123f73]", "bg-[#f6e0ee] text-[#74204f]", "bg-[#e3efd5] text-[#38520e]", "bg-[#fbe5d3] text-[#7a3a05]", "bg-[#e6e1fa] text-[#40308c]"];

interface Props {
  /** The person's name; without one a figure is shown. */
  name: string | null | undefined;
  /** What decides the colour, so that a person keeps it. */
  seed: string;
  small?: boolean;
}

export function Avatar({ name, seed, small }: Props) {
  const hue = HUES[[...seed].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) >>> 0, 7) % HUES.length];
  const initials = name?.split(/\s+/).slice(0, 2).map((word) => [...word][0]).join("").toUpperCase();
  return (
    <span aria-hidden className={clsx("inline-flex shrink-0 items-center justify-center rounded-full font-semibold", small ? "size-7 text-xs" : "size-10 text-sm", hue)}>
      {initials || <User className="size-1/2" />}
    </span>
  );
}

import clsx from "clsx";
import { User } from "lucide-react";

const HUES = [
  "bg-[light-dark(#dcebfb,#1d3a5c)] text-[light-dark(#123f73,#cfe4ff)]",
  "bg-[light-dark(#f6e0ee,#55203d)] text-[light-dark(#74204f,#ffd3ea)]",
  "bg-[light-dark(#e3efd5,#31450f)] text-[light-dark(#38520e,#dcefbe)]",
  "bg-[light-dark(#fbe5d3,#5a2f0b)] text-[light-dark(#7a3a05,#ffdcc0)]",
  "bg-[light-dark(#e6e1fa,#3a2f75)] text-[light-dark(#40308c,#dfd8ff)]",
];

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

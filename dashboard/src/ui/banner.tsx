import clsx from "clsx";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const LOOKS = {
  info: { box: "bg-accent-soft text-accent-ink", Icon: Info },
  warn: { box: "bg-warn-soft text-warn", Icon: TriangleAlert },
  danger: { box: "bg-danger-soft text-danger", Icon: CircleAlert },
};

interface Props {
  tone?: keyof typeof LOOKS;
  children: ReactNode;
  /** What to do about it. */
  action?: ReactNode;
}

export function Banner({ tone = "info", children, action }: Props) {
  const { box, Icon } = LOOKS[tone];
  return (
    <div role={tone === "danger" ? "alert" : "status"} className={clsx("flex flex-wrap items-center gap-3 rounded-lg px-3 py-2 text-sm", box)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-48">{children}</div>
      {action}
    </div>
  );
}

import clsx from "clsx";
import type { ReactNode } from "react";

interface Props {
  icon: ReactNode;
  title: ReactNode;
  /** Beside the title. */
  aside?: ReactNode;
  label: string;
  /** Whether it is what the own side did. */
  isOwn: boolean;
  children?: ReactNode;
}

/** A call or a voicemail between the texts. */
export function Card({ icon, title, aside, label, isOwn, children }: Props) {
  return (
    <article aria-label={label} className={clsx("flex", isOwn ? "justify-end" : "justify-start")}>
      <div className="flex w-96 max-w-full flex-col gap-2 rounded-2xl border border-line bg-surface px-3.5 py-3">
        <div className="flex items-center gap-3">
          <span className="rounded-full bg-sunken p-2 text-muted [&_svg]:size-4">{icon}</span>
          <div className="min-w-0 flex-1">{title}</div>
          {aside}
        </div>
        {children}
      </div>
    </article>
  );
}

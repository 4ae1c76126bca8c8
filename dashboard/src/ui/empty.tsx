import type { ReactNode } from "react";

/** What stands where there is nothing yet: why, and what to do next. */
export function Empty({ icon, title, children }: { icon?: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-2 px-6 py-16 text-center">
      {icon && <div className="mb-2 rounded-2xl bg-sunken p-4 text-muted [&_svg]:size-7">{icon}</div>}
      <p className="font-semibold">{title}</p>
      {children && <div className="text-sm text-balance text-muted">{children}</div>}
    </div>
  );
}

import type { ReactNode } from "react";

/** The head of a page or a pane: its name, and what can be done there. */
export function PageHeader({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <h1 className="me-auto min-w-0 truncate text-lg font-semibold tracking-tight">{title}</h1>
      {children}
    </header>
  );
}

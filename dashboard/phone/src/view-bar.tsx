import clsx from "clsx";
import { CloudLightning, Smartphone, Webhook } from "lucide-react";

export const VIEWS = ["phones", "webhooks", "faults"] as const;
export type View = (typeof VIEWS)[number];

const ENTRIES = [
  { view: "phones", label: "Phones", Icon: Smartphone },
  { view: "webhooks", label: "Webhooks", Icon: Webhook },
  { view: "faults", label: "Faults", Icon: CloudLightning },
] as const;

interface Props {
  view: View;
  onView: (view: View) => void;
  className?: string;
}

/** What a narrow screen shows. */
export function ViewBar({ view, onView, className }: Props) {
  return (
    <nav aria-label="Views" className={clsx("flex shrink-0 border-t border-line bg-surface", className)}>
      {ENTRIES.map(({ view: to, label, Icon }) => (
        <button
          key={to}
          type="button"
          aria-current={view === to ? "page" : undefined}
          onClick={() => onView(to)}
          className="flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs font-medium text-muted aria-[current]:text-accent-ink"
        >
          <Icon aria-hidden className="size-5" />
          {label}
        </button>
      ))}
    </nav>
  );
}

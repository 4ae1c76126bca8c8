import { Link } from "@tanstack/react-router";

const TAB =
  "inline-flex h-11 flex-1 items-center justify-center text-sm text-muted aria-[current]:border-b-2 aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink";

/** What a narrow screen shows. */
export function Tabs({ tab }: { tab: "history" | undefined }) {
  const own = { activeProps: { "aria-current": undefined }, className: TAB } as const;
  return (
    <nav aria-label="Contact" className="flex border-b border-line @3xl/contact:hidden">
      <Link to="." search={(now) => ({ ...now, tab: undefined })} aria-current={tab ? undefined : "true"} {...own}>
        Details
      </Link>
      <Link to="." search={(now) => ({ ...now, tab: "history" as const })} aria-current={tab ? "true" : undefined} {...own}>
        History
      </Link>
    </nav>
  );
}

import { ExternalLink, Moon, Sun } from "lucide-react";
import type { ReactNode } from "react";

import { setTheme, useTheme } from "@/parts/theme";
import { Badge } from "@/ui/badge";
import { IconButton } from "@/ui/icon-button";

import { useWorld } from "./sim/context";

/** The page's head: what this is, whether it is connected, and the way to the inbox. */
export function TopBar({ children }: { children: ReactNode }) {
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-2 border-b border-line bg-surface px-3 sm:gap-3 sm:px-5">
      <h1 className="text-lg font-semibold tracking-tight">Phones</h1>
      <p className="hidden truncate text-sm text-muted md:block">The world outside, simulated on this machine</p>
      <ConnectionBadge />
      <span className="ms-auto" />
      {children}
      <ThemeButton />
      <a
        href="/"
        target="inbox"
        className="inline-flex min-h-10 items-center gap-2 rounded-lg bg-accent px-3 font-medium whitespace-nowrap text-on-accent hover:brightness-110 sm:px-4"
      >
        <ExternalLink aria-hidden className="size-4 max-sm:hidden" />
        Inbox
      </a>
    </header>
  );
}

function ConnectionBadge() {
  const { connection } = useWorld();
  return <span role="status">{connection === "lost" && <Badge tone="warn">Reconnecting</Badge>}</span>;
}

/** The choice is the inbox's, too. */
function ThemeButton() {
  const chosen = useTheme();
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  return (
    <IconButton label={dark ? "Light colours" : "Dark colours"} onClick={() => setTheme(dark ? "light" : "dark")}>
      {dark ? <Sun aria-hidden /> : <Moon aria-hidden />}
    </IconButton>
  );
}

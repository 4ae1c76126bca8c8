import { useSyncExternalStore } from "react";

/** Light or dark for this browser; without a choice as the device is. */
export type Theme = "light" | "dark" | undefined;

const listeners = new Set<() => void>();

/** `theme.js` reads it before the first paint. */
export function setTheme(theme: Theme) {
  if (theme) {
    localStorage.setItem("theme", theme);
    document.documentElement.dataset["theme"] = theme;
  } else {
    localStorage.removeItem("theme");
    delete document.documentElement.dataset["theme"];
  }
  for (const listener of listeners) listener();
}

function current(): Theme {
  const theme = document.documentElement.dataset["theme"];
  return theme === "light" || theme === "dark" ? theme : undefined;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, current);

import { useSyncExternalStore } from "react";

/** How the page behaves in this browser. Nobody else sees it. */
export interface LocalSettings {
  /** What sends a text; the other one begins a new line. */
  sendWith: "mod+enter" | "enter";
  /** Whether a sound tells of what is new. */
  sound: boolean;
  /** Whether the desktop shows what is new. */
  desktop: boolean;
}

type Name = keyof LocalSettings;

const DEFAULTS: LocalSettings = { sendWith: "mod+enter", sound: true, desktop: false };
const KEY = "settings";

let current = read();
const listeners = new Set<() => void>();

function read(): LocalSettings {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<LocalSettings>) };
  } catch {
    return DEFAULTS;
  }
}

function tell() {
  for (const listener of listeners) listener();
}

export function localSetting<N extends Name>(name: N): LocalSettings[N] {
  return current[name];
}

export function setLocalSetting<N extends Name>(name: N, value: LocalSettings[N]) {
  current = { ...current, [name]: value };
  localStorage.setItem(KEY, JSON.stringify(current));
  tell();
}

function hearOtherTabs({ key }: StorageEvent) {
  if (key !== KEY) return;
  current = read();
  tell();
}

/** Is told of changes, also of those in another tab. */
export function onLocalSettings(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener("storage", hearOtherTabs);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener("storage", hearOtherTabs);
  };
}

export function useLocalSetting<N extends Name>(name: N): [LocalSettings[N], (value: LocalSettings[N]) => void] {
  const value = useSyncExternalStore(onLocalSettings, () => current[name]);
  return [value, (wanted) => setLocalSetting(name, wanted)];
}

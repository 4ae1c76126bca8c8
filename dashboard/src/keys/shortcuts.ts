/** A key that does something, for the list that `?` shows. */
export interface Shortcut {
  keys: string;
  does: string;
  group: string;
  /** Left out where the key is heard elsewhere, as in a field, and is listed alone. */
  run?: () => void;
}

const known = new Set<Shortcut>();
let begun: { key: string; at: number } | undefined;

/** Adds shortcuts as long as a page shows them. */
export function addShortcuts(shortcuts: Shortcut[]): () => void {
  for (const shortcut of shortcuts) known.add(shortcut);
  return () => {
    for (const shortcut of shortcuts) known.delete(shortcut);
  };
}

export const allShortcuts = (): Shortcut[] => [...known];

/** Where keys are text. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Whether a key presses what has the focus: the space bar does so with buttons, Enter with links too. */
function isPressed(target: EventTarget | null, key: string): boolean {
  const pressed = { " ": "button, summary, [role=button], [role^=menuitem]", Enter: "button, summary, a[href], [role=button], [role^=menuitem]" }[key];
  return pressed !== undefined && target instanceof HTMLElement && target.closest(pressed) !== null;
}

/** Runs what a key means: a single one, or `g` and another one within a second. */
export function onKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event.altKey || document.querySelector("dialog[open]")) return;
  const modified = event.ctrlKey || event.metaKey;
  if (isTyping(event.target) && !modified) return;
  if (isPressed(event.target, event.key)) return;
  const name = event.key === " " ? "Space" : event.key;
  const single = modified ? `mod+${name.toLowerCase()}` : name;
  const pair = begun && Date.now() - begun.at < 1000 ? `${begun.key} ${single}` : "";
  begun = single === "g" ? { key: "g", at: Date.now() } : undefined;
  const heard = allShortcuts().filter(({ run }) => run);
  const found = heard.findLast(({ keys }) => keys === pair) ?? heard.findLast(({ keys }) => keys === single);
  if (!found?.run) return;
  event.preventDefault();
  found.run();
}

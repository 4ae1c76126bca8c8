const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** A key as people know it. */
export const shownKey = (key: string) =>
  key
    .replace("mod+", isApple ? "⌘ " : "Ctrl ")
    .replace(/enter$/, "Enter")
    .replace(/^Arrow(Up|Down)$/, (_, way) => (way === "Up" ? "↑" : "↓"));

/** What sends, by the setting. */
export const SEND_KEYS = { "mod+enter": "mod+enter", enter: "Enter" } as const;

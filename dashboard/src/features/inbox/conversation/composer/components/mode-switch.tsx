import clsx from "clsx";
import { MessageSquare, NotebookPen } from "lucide-react";

import type { Draft } from "../drafts";

const MODES = [
  { mode: "message", name: "Text", Icon: MessageSquare },
  { mode: "note", name: "Note", Icon: NotebookPen },
] as const;

/** Whether the person is written to, or the team. */
export function ModeSwitch({ mode, onMode }: { mode: Draft["mode"]; onMode: (mode: Draft["mode"]) => void }) {
  return (
    <div role="group" aria-label="What to write" className="flex gap-1">
      {MODES.map(({ mode: each, name, Icon }) => (
        <button
          key={each}
          type="button"
          aria-pressed={mode === each}
          onClick={() => onMode(each)}
          className={clsx(
            "inline-flex min-h-10 items-center gap-1.5 rounded-lg px-3 text-sm [&_svg]:size-4",
            mode === each ? "font-semibold text-ink" : "text-muted hover:bg-sunken hover:text-ink",
          )}
        >
          <Icon aria-hidden className="max-sm:hidden" />
          {name}
        </button>
      ))}
    </div>
  );
}

import clsx from "clsx";
import type { LucideIcon } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

export interface PaletteEntry {
  id: string;
  name: string;
  Icon?: LucideIcon;
  run: () => void;
}

interface Props {
  open: boolean;
  text: string;
  onText: (text: string) => void;
  entries: PaletteEntry[];
  onClose: () => void;
}

/** A combobox in a dialog: arrows move, Enter does it. */
export function PaletteDialog({ open, text, onText, entries, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(0);
  const id = useId();
  const current = Math.min(at, entries.length - 1);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  const choose = (entry: PaletteEntry | undefined) => {
    onClose();
    entry?.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((current + step + entries.length) % Math.max(entries.length, 1));
    else if (event.key === "Enter") choose(entries[current]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      aria-label="Find a page, a person, an action"
      onCancel={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      className="mx-auto mt-[12vh] w-[min(36rem,calc(100vw-2rem))] overflow-hidden rounded-2xl border border-line bg-surface p-0 text-ink shadow-float backdrop:bg-veil"
    >
      {open && (
        <div onKeyDown={onKeyDown}>
          <input
            autoFocus
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={entries[current] && `${id}-${current}`}
            aria-label="Find a page, a person, an action"
            placeholder="Find a page, a person, an action"
            value={text}
            onChange={(event) => {
              onText(event.target.value);
              setAt(0);
            }}
            className="h-13 w-full border-b border-line bg-transparent px-5 outline-none"
          />
          <ul id={`${id}-list`} role="listbox" aria-label="Found" className="max-h-80 overflow-y-auto p-2">
            {entries.map((entry, index) => (
              <li
                key={entry.id}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === current}
                onClick={() => choose(entry)}
                className={clsx("flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-3", index === current && "bg-sunken")}
              >
                {entry.Icon && <entry.Icon aria-hidden className="size-4 text-muted" />}
                {entry.name}
              </li>
            ))}
          </ul>
          {entries.length === 0 && <p className="px-5 pb-4 text-sm text-muted">Nothing has this name.</p>}
        </div>
      )}
    </dialog>
  );
}

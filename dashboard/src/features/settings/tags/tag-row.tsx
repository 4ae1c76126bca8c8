import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";

import { Input } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";

import type { Tag } from "./api/tags";

interface Props {
  tag: Tag;
  onChange: (patch: Partial<Tag>) => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onRemove: () => void;
}

/** A tag: its colour, its name, its place. */
export function TagRow({ tag: { name, color }, onChange, onUp, onDown, onRemove }: Props) {
  const shown = name || "the new tag";
  return (
    <li className="flex items-center gap-1">
      <input type="color" aria-label={`Colour of ${shown}`} value={color} onChange={(event) => onChange({ color: event.target.value })} className="size-10 shrink-0 cursor-pointer rounded-lg border border-line bg-surface p-1" />
      <Input aria-label={`Name of ${shown}`} value={name} maxLength={40} autoFocus={name === ""} onChange={(event) => onChange({ name: event.target.value })} className="mx-1" />
      <IconButton label={`Move ${shown} up`} disabled={!onUp} onClick={onUp}>
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton label={`Move ${shown} down`} disabled={!onDown} onClick={onDown}>
        <ArrowDown aria-hidden />
      </IconButton>
      <IconButton label={`Remove ${shown}`} onClick={onRemove}>
        <Trash2 aria-hidden />
      </IconButton>
    </li>
  );
}

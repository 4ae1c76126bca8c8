import clsx from "clsx";
import { type KeyboardEvent, useId, useState } from "react";

import { Field, Input } from "./field";

export interface ComboOption {
  id: string;
  name: string;
  /** What tells it from others of the same name. */
  hint?: string | undefined;
}

interface Props<T extends ComboOption> {
  label: string;
  hint?: string;
  error?: string | undefined;
  placeholder?: string;
  text: string;
  onText: (text: string) => void;
  options: T[];
  onChoose: (option: T) => void;
}

/** A text with suggestions: arrows move, Enter takes one, Escape puts them away. */
export function Combobox<T extends ComboOption>({ label, hint, error, placeholder, text, onText, options, onChoose }: Props<T>) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const shown = open && options.length > 0;
  const choose = (option: T) => {
    onChoose(option);
    setOpen(false);
    setAt(-1);
  };
  // What is pressed stays where it is until it is let go: without the list it would move away beneath the pointer.
  const putAway = () => addEventListener("pointerup", () => setTimeout(() => setOpen(false)), { once: true });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const option = options[at];
    if (step) {
      setOpen(true);
      setAt((Math.max(at, step > 0 ? -1 : 0) + step + options.length) % Math.max(options.length, 1));
    } else if (event.key === "Enter" && shown && option) choose(option);
    else if (event.key === "Escape" && shown) {
      setOpen(false);
      event.stopPropagation();
    } else {
      if (event.key === "Tab") setOpen(false);
      return;
    }
    event.preventDefault();
  };
  return (
    <div className="flex flex-col gap-1">
      <Field label={label} hint={hint} error={error}>
        <Input
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-activedescendant={shown && options[at] ? `${id}-${at}` : undefined}
          autoComplete="off"
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            onText(event.target.value);
            setOpen(true);
            setAt(-1);
          }}
          onBlur={putAway}
          onKeyDown={onKeyDown}
        />
      </Field>
      <ul id={`${id}-list`} role="listbox" aria-label={`${label}: suggestions`} hidden={!shown} className="max-h-56 overflow-y-auto rounded-lg border border-line p-1">
        {options.map((option, index) => (
          <li
            key={option.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            // Before the field loses focus, which would put the list away.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
            className={clsx("flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-3 hover:bg-sunken", index === at && "bg-sunken")}
          >
            <span className="truncate font-medium">{option.name}</span>
            {option.hint && <span className="ms-auto text-sm whitespace-nowrap text-muted">{option.hint}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

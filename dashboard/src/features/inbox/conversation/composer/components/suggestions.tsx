import clsx from "clsx";
import { useEffect, useRef } from "react";

import type { Choice } from "../use-suggestions";

interface Props {
  id: string;
  label: string;
  shown: Choice[];
  current: number;
  onChoose: (choice: Choice) => void;
}

/** What could be put in, above where it is written. The text area keeps the focus. */
export function Suggestions({ id, label, shown, current, onChoose }: Props) {
  const marked = useRef<HTMLLIElement>(null);
  useEffect(() => marked.current?.scrollIntoView({ block: "nearest" }), [current]);
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={label}
      className="absolute inset-x-0 bottom-full z-20 mb-2 max-h-64 overflow-y-auto rounded-xl border border-line bg-surface p-1 text-ink shadow-float"
    >
      {shown.map((choice, index) => (
        <li
          key={choice.id}
          ref={index === current ? marked : null}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === current}
          // Before a click the text area would lose the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(choice)}
          className={clsx("flex min-h-10 cursor-pointer items-baseline gap-3 rounded-lg px-3 py-2", index === current && "bg-sunken")}
        >
          <span className="shrink-0 font-medium">{choice.name}</span>
          <span className="truncate text-sm text-muted">{choice.detail}</span>
        </li>
      ))}
    </ul>
  );
}

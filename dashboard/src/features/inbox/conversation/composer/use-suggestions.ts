import { type KeyboardEvent, type RefObject, useState } from "react";

import { begunAt, matching } from "./suggest";

export interface Choice {
  id: string;
  name: string;
  detail?: string;
  /** What is put into the text. */
  insert: string;
}

export interface Suggest {
  /** What begins one, such as `/`. */
  sign: string;
  /** What they are, for screen readers. */
  noun: string;
  choices: Choice[];
}

/** What could be put in place of the word that is being written. */
export function useSuggestions(field: RefObject<HTMLTextAreaElement | null>, text: string, { sign, choices }: Suggest) {
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [left, setLeft] = useState<number>();
  const begun = begunAt(text, caret, sign);
  const shown = begun && begun.start !== left ? matching(choices, begun.typed) : [];
  const current = Math.min(at, shown.length - 1);

  const choose = (choice: Choice | undefined) => {
    if (!field.current || !begun || !choice) return;
    field.current.focus();
    field.current.setSelectionRange(begun.start, caret);
    insert(field.current, choice.insert);
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (shown.length === 0 || event.nativeEvent.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((current + step + shown.length) % shown.length);
    else if (event.key === "Escape") setLeft(begun?.start);
    else if (event.key === "Tab" || (event.key === "Enter" && !event.ctrlKey && !event.metaKey)) choose(shown[current]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const onCaret = (position: number) => {
    setCaret(position);
    setAt(0);
    if (!begunAt(field.current?.value ?? "", position, sign)) setLeft(undefined);
  };
  return { shown, current, choose, onKeyDown, onCaret };
}

/** Writes as if by hand, so that the browser can undo it; not all browsers can. */
export function insert(field: HTMLTextAreaElement, text: string) {
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

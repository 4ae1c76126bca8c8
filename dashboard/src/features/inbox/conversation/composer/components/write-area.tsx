import { type ClipboardEvent, type KeyboardEvent, type RefObject, useId } from "react";

import { useLocalSetting } from "@/parts/local-settings";

import { useGrowing } from "../use-growing";
import { type Suggest, useSuggestions } from "../use-suggestions";
import { Suggestions } from "./suggestions";

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  label: string;
  text: string;
  onText: (text: string) => void;
  onSend: () => void;
  suggest: Suggest;
  onFiles?: (files: File[]) => void;
  /** The element that says what stands in the way. */
  describedBy?: string;
}

/** A text area that grows, sends by a key, and suggests what to put in. */
export function WriteArea({ field, label, text, onText, onSend, suggest, onFiles, describedBy }: Props) {
  const id = useId();
  const [sendWith] = useLocalSetting("sendWith");
  const { shown, current, choose, onKeyDown, onCaret } = useSuggestions(field, text, suggest);
  useGrowing(field, text);

  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (onKeyDown(event) || event.nativeEvent.isComposing) return;
    const modified = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") event.currentTarget.blur();
    if (event.key !== "Enter" || event.shiftKey || (sendWith === "mod+enter" && !modified)) return;
    event.preventDefault();
    onSend();
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0 || !onFiles) return;
    event.preventDefault();
    onFiles(files);
  };
  return (
    <div className="relative">
      {shown.length > 0 && <Suggestions id={id} label={suggest.noun} shown={shown} current={current} onChoose={choose} />}
      <textarea
        ref={field}
        rows={1}
        aria-label={label}
        placeholder={label}
        aria-autocomplete="list"
        aria-controls={shown.length > 0 ? id : undefined}
        aria-activedescendant={shown.length > 0 ? `${id}-${current}` : undefined}
        aria-describedby={describedBy}
        aria-keyshortcuts={sendWith === "enter" ? "Enter" : "Control+Enter"}
        dir="auto"
        value={text}
        onChange={({ target }) => {
          onText(target.value);
          onCaret(target.selectionStart);
        }}
        onSelect={(event) => onCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKey}
        onPaste={onPaste}
        className="block max-h-[35dvh] min-h-11 w-full resize-none overflow-y-auto bg-transparent px-3 py-2.5 text-base outline-none sm:text-[0.9375rem]"
      />
      <span role="status" className="sr-only">
        {shown.length > 0 && `${shown.length} ${suggest.noun}: arrows choose, Enter puts it in.`}
      </span>
    </div>
  );
}

import { useSearch } from "@tanstack/react-router";
import { Search, X } from "lucide-react";
import type { KeyboardEvent } from "react";

import { useShortcuts } from "@/keys/use-shortcuts";
import { useSearchText } from "@/parts/search-text";

/** Searches messages and people. What is typed is in the URL. */
export function SearchBox({ onDown }: { onDown: () => void }) {
  const { q = "" } = useSearch({ from: "/inbox" });
  const { input, text, write } = useSearchText(q);
  useShortcuts("Conversations", { "/": ["Search", () => input.current?.focus()] });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      write("");
      input.current?.blur();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      onDown();
    }
  };
  return (
    <div role="search" className="relative min-w-0 flex-1">
      <Search aria-hidden className="pointer-events-none absolute start-3 top-3 size-4 text-muted" />
      <input
        ref={input}
        type="search"
        aria-label="Search messages and people"
        placeholder="Search"
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-10 w-full rounded-lg border border-line bg-sunken/60 ps-9 pe-9 text-base sm:text-sm [&::-webkit-search-cancel-button]:hidden"
      />
      {text && (
        <button type="button" aria-label="End the search" onClick={() => write("")} className="absolute end-0 top-0 flex size-10 items-center justify-center text-muted hover:text-ink">
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}

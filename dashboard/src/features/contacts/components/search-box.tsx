import { useSearch } from "@tanstack/react-router";
import { Search } from "lucide-react";

import { useShortcuts } from "@/keys/use-shortcuts";
import { useSearchText } from "@/parts/search-text";

/** Searches people. What is typed is in the URL. */
export function SearchBox() {
  const { q = "" } = useSearch({ from: "/contacts" });
  const { input, text, write } = useSearchText(q);
  useShortcuts("Contacts", { "/": ["Search", () => input.current?.focus()] });
  return (
    <div role="search" className="relative">
      <Search aria-hidden className="pointer-events-none absolute start-3 top-3 size-4 text-muted" />
      <input
        ref={input}
        type="search"
        aria-label="Search contacts"
        placeholder="Name, number or reference"
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && write("")}
        className="h-10 w-full rounded-lg border border-line bg-sunken/60 ps-9 pe-3 text-base sm:text-sm"
      />
    </div>
  );
}

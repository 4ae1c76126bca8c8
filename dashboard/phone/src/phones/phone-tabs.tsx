import clsx from "clsx";

import { usePhoneText } from "@/format/phone";

import type { Phone } from "./open-phones";

/** Leads to each phone where one alone fits the screen. */
export function PhoneTabs({ phones, className }: { phones: Phone[]; className?: string }) {
  const phoneText = usePhoneText();
  return (
    <nav aria-label="Open phones" className={clsx("flex shrink-0 gap-1 overflow-x-auto border-b border-line bg-surface px-3 py-1", className)}>
      {phones.map(({ number, name }) => (
        <button
          key={number}
          type="button"
          onClick={() => document.getElementById(`phone-${number}`)?.scrollIntoView({ behavior: "smooth", inline: "center" })}
          className="min-h-10 shrink-0 rounded-lg px-3 text-sm font-medium text-muted hover:bg-sunken"
        >
          {name || phoneText(number)}
        </button>
      ))}
    </nav>
  );
}

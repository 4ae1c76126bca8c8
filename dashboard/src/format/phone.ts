import { useSyncExternalStore } from "react";

type Library = typeof import("libphonenumber-js/min");

let library: Library | undefined;
let loading: Promise<void> | undefined;
const waiting = new Set<() => void>();

/** The library with every country's way to write numbers is large: it comes once a number is there that needs it. */
function load() {
  loading ??= import("libphonenumber-js/min").then((loaded) => {
    library = loaded;
    for (const tell of waiting) tell();
  });
}

function subscribe(tell: () => void) {
  waiting.add(tell);
  return () => waiting.delete(tell);
}

/** A number as its country writes it: `+1 555 010 0001`. What is no number stays as it is. */
export function phoneText(address: string, known = library): string {
  const number = address.replace(/^whatsapp:/, "");
  const american = northAmerican(number);
  if (american) return american;
  if (!known && number.startsWith("+")) load();
  return known?.parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}

/** North American numbers need no library. */
function northAmerican(number: string): string | undefined {
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number) ?? [];
  return area && `+1 ${area} ${exchange} ${line}`;
}

/** Writes numbers, and again once the library is there. */
export function usePhoneText(): (address: string) => string {
  const known = useSyncExternalStore(subscribe, () => library);
  return (address) => phoneText(address, known);
}

/** What somebody typed as E.164, or nothing. Numbers without a country are taken for North American ones. */
export async function readPhone(text: string): Promise<string | undefined> {
  load();
  await loading;
  const number = library?.parsePhoneNumberFromString(text, "US");
  return number?.isPossible() ? number.number : undefined;
}

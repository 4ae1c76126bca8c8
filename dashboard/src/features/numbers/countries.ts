import type { Wish } from "./api/offers";

type Country = Wish["country"];

/** Where numbers are sold without much ado; Twilio says so where papers are wanted. */
const CODES: Country[] = [
  "US", "CA", "AT", "AU", "BE", "BR", "CH", "CL", "CO", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HK", "HU", "IE",
  "IL", "IT", "JP", "LT", "LU", "LV", "MX", "MY", "NL", "NO", "NZ", "PE", "PH", "PL", "PR", "PT", "RO", "SE", "SG", "SI", "SK",
  "TH", "ZA",
];

/** Countries by their names in the reader's language; those with area codes first. */
export function countries(): [code: Country, name: string][] {
  const names = new Intl.DisplayNames([navigator.language], { type: "region" });
  const named = CODES.map((code): [Country, string] => [code, names.of(code) ?? code]);
  const [first, others] = [named.filter(([code]) => hasAreas(code)), named.filter(([code]) => !hasAreas(code))];
  return [...first, ...others.toSorted(([, a], [, b]) => a.localeCompare(b))];
}

/** Whether a country's numbers are looked for by area code, or near another number. */
export const hasAreas = (country: Country) => country === "US" || country === "CA";

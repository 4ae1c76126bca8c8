import { expect, test } from "vitest";

import { excerpt, pieces } from "./pieces";

const found = (text: string, q: string, parts?: boolean) =>
  pieces(text, q, parts)
    .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
    .join("");

test("whole words are marked, whatever their case and accents", () => {
  expect(found("Die Straße ist zu", "STRASSE")).toBe("Die [Straße] ist zu");
  expect(found("Café olé, café!", "cafe")).toBe("[Café] olé, [café]!");
  expect(found("invoices for the invoice", "invoice")).toBe("invoices for the [invoice]");
});

test("parts of names are marked", () => {
  expect(found("Ada Lovelace", "lov", true)).toBe("Ada [Lovelace]");
  expect(found("Ada Lovelace", "lov")).toBe("Ada Lovelace");
});

test("a long text is shown where the word is", () => {
  const text = `${"before ".repeat(40)}invoice ${"after ".repeat(40)}`;
  const part = excerpt(text, "invoice");
  expect(part).toContain("invoice");
  expect(part.startsWith("…") && part.endsWith("…")).toBe(true);
  expect(part.length).toBeLessThan(130);
  expect(excerpt("short", "x")).toBe("short");
});

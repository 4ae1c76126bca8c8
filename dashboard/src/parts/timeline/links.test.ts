import { expect, test } from "vitest";

import { piecesOf } from "./links";

const links = (text: string) => piecesOf(text).flatMap(({ href }) => href ?? []);

test("a text without an address is one piece", () => {
  expect(piecesOf("hello\nthere")).toEqual([{ text: "hello\nthere" }]);
  expect(piecesOf("")).toEqual([]);
});

test("marks after an address belong to the sentence", () => {
  expect(piecesOf("See https://example.com/a?b=1, please.")).toEqual([
    { text: "See " },
    { text: "https://example.com/a?b=1", href: "https://example.com/a?b=1" },
    { text: ", please." },
  ]);
  expect(links("(see http://example.com/a_(b))")).toEqual(["http://example.com/a_(b)"]);
});

test("an address without a scheme is one by https", () => {
  expect(links("www.example.com!")).toEqual(["https://www.example.com/"]);
});

test("nothing but the web is opened", () => {
  expect(links("javascript:alert(1) ftp://example.com data:text/html,x mailto:a@example.com")).toEqual([]);
});

test("pieces are the whole text", () => {
  const text = "a https://example.com b www.example.org, c";
  expect(piecesOf(text).map((piece) => piece.text).join("")).toBe(text);
});

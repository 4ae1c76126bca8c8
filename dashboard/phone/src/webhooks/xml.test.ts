import { expect, test } from "vitest";

import { xmlLines } from "./xml";

const shown = (xml: string) => xmlLines(xml).map(({ depth, tokens }) => "  ".repeat(depth) + tokens.map(({ text }) => text).join(""));

test("an element has a line, and one with words alone just one", () => {
  const xml = '<?xml version="1.0"?><Response><Gather numDigits="1" action="/a?b=1&amp;c=>"><Say>Press 1.</Say></Gather><Hangup/></Response>';
  expect(shown(xml)).toEqual(['<?xml version="1.0"?>', "<Response>", '  <Gather numDigits="1" action="/a?b=1&amp;c=>">', "    <Say>Press 1.</Say>", "  </Gather>", "  <Hangup/>", "</Response>"]);
});

test("pieces are told apart", () => {
  const [line] = xmlLines('<Say voice="alice">Hi</Say>');
  expect(line?.tokens.filter(({ text }) => text.trim()).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    "mark <",
    "tag Say",
    "attribute voice",
    "mark =",
    'value "alice"',
    "mark >",
    "text Hi",
    "mark </",
    "tag Say",
    "mark >",
  ]);
});

test("what is no XML is shown all the same", () => {
  expect(shown("oh < no")).toEqual(["oh", "<", "no"]);
  expect(shown("")).toEqual([]);
});

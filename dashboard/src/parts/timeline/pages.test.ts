import { expect, test } from "vitest";

import type { Page } from "@/api/lists";
import type { Message, TimelineEntry } from "@/api/types";

import { entryId } from "./entries";
import { put } from "./pages";

const message = (id: string, at: string): TimelineEntry => ({ kind: "message", at, message: { message_id: id } as Message });
const consent = (at: string): TimelineEntry => ({ kind: "consent", at, consent: { consent_id: "sms.1.2", opted_out: true, source: "keyword", changed_by: null } });
const NOON = "2026-01-31T12:00:00.000Z";
const shown = (pages: Page<TimelineEntry>[]) => pages.map(({ items }) => items.map(entryId));

test("an opt-out comes after the text that says it, whichever is told first", () => {
  const wish = `consent:sms.1.2:${NOON}`;
  for (const told of [[message("stop", NOON), consent(NOON)], [consent(NOON), message("stop", NOON)]]) {
    const pages = told.reduce(put, [{ items: [message("hello", "2026-01-31T11:00:00.000Z")], next: null }]);
    expect(shown(pages)).toEqual([[wish, "message:stop", "message:hello"]]);
  }
});

test("an entry is put on the page where its place is, and what is older than all is left out", () => {
  const pages = [
    { items: [message("d", "2026-01-31T14:00:00.000Z"), message("c", NOON)], next: "more" },
    { items: [message("b", NOON), message("a", "2026-01-31T10:00:00.000Z")], next: "more" },
  ];
  expect(shown(put(pages, message("bb", NOON)))).toEqual([["message:d", "message:c"], ["message:bb", "message:b", "message:a"]]);
  expect(put(pages, message("0", "2026-01-31T09:00:00.000Z"))).toEqual(pages);
});

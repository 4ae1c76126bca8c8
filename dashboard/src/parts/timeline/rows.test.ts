import { expect, test } from "vitest";

import type { Message, TimelineEntry } from "@/api/types";

import { entryId, messageEntry } from "./entries";
import { find, findPending, put, remove } from "./pages";
import { countFresh, firstUnread, newestOf, rowsOf } from "./rows";

const THREAD = "sms.15550100001.15550190001";

function message(id: string, at: string, more: Partial<Message> = {}): TimelineEntry {
  const from = { direction: "inbound" as const, from_number: "+15550190001", to_number: "+15550100001" };
  const record = { message_id: id, thread_id: THREAD, channel: "sms", body: id, num_media: 0, media: [], status: "received", sort_at: at, ...from, ...more };
  return messageEntry(record as unknown as Message);
}

const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 0, 5, 12, minute, second)).toISOString();

test("rows go from the oldest to the newest, with a day's name once", () => {
  const rows = rowsOf([message("c", at(2)), message("b", at(1)), message("a", "2026-01-03T12:00:00.000Z")], undefined);
  expect(rows.map(({ id, beginsDay }) => [id, beginsDay])).toEqual([
    ["message:a", true],
    ["message:b", true],
    ["message:c", false],
  ]);
});

test("what one author writes in one minute goes together", () => {
  const own = { direction: "outbound" as const, created_by: "ada" };
  const rows = rowsOf([message("d", at(1, 40), own), message("c", at(1, 30)), message("b", at(1, 20)), message("a", at(0, 59))], undefined);
  expect(rows.map(({ goesOn, isFollowed }) => [goesOn, isFollowed])).toEqual([
    [false, false],
    [false, true],
    [true, false],
    [false, false],
  ]);
});

test("the first unread message begins what is new", () => {
  const entries = [message("c", at(3)), message("x", at(2), { direction: "outbound" }), message("b", at(1)), message("a", at(0))];
  expect(firstUnread(entries, THREAD, 2)).toBe("message:b");
  expect(firstUnread(entries, THREAD, 9)).toBe("message:a");
  expect(firstUnread(entries, THREAD, 0)).toBeUndefined();
  expect(rowsOf(entries, "message:b").find(({ beginsNew }) => beginsNew)?.id).toBe("message:b");
});

const pages = () => [
  { items: [message("d", at(4)), message("c", at(3))], next: "more" },
  { items: [message("b", at(2)), message("a", at(1))], next: "yet-more" },
];
const ids = (all: ReturnType<typeof pages>) => all.map(({ items }) => items.map((item) => entryId(item).slice(8)).join(""));

test("an entry is put where its time belongs", () => {
  expect(ids(put(pages() as never, message("e", at(5))) as never)).toEqual(["edc", "ba"]);
  expect(ids(put(pages() as never, message("n", at(3, 30))) as never)).toEqual(["dnc", "ba"]);
  expect(ids(put(pages() as never, message("n", at(2, 30))) as never)).toEqual(["dc", "nba"]);
});

test("an entry with another time moves, and is there once", () => {
  expect(ids(put(pages() as never, message("a", at(6))) as never)).toEqual(["adc", "b"]);
});

test("what is older than all that was read is left for when it is read", () => {
  expect(ids(put(pages() as never, message("z", at(0))) as never)).toEqual(["dc", "ba"]);
  const [first] = pages();
  expect(ids(put([{ ...first, next: null }] as never, message("z", at(0))) as never)).toEqual(["dcz"]);
});

test("pages without an entry stay the same, so that a change costs one page", () => {
  const before = pages() as never;
  const after = remove(before, "message:a") as unknown[];
  expect(after[0]).toBe((before as unknown[])[0]);
  expect(find(before, "message:b")).toBeDefined();
});

test("a waiting message is known by what it says", () => {
  const waiting = message("pending:1", at(4), { direction: "outbound", body: "hi" });
  const real = message("real", at(4), { direction: "outbound", body: "hi" });
  const other = message("other", at(4), { direction: "outbound", body: "ho" });
  const all = [{ items: [waiting], next: null }];
  expect(real.kind === "message" && findPending(all, real.message)).toBe(waiting);
  expect(other.kind === "message" && findPending(all, other.message)).toBeUndefined();
});

test("what is scheduled is not the newest", () => {
  const later = message("later", at(30), { direction: "outbound", status: "scheduled" });
  const before = rowsOf([later, message("a", at(1))], undefined);
  const seen = before[newestOf(before)]?.id;
  expect(seen).toBe("message:a");
  const after = rowsOf([later, message("c", at(3)), message("b", at(2), { direction: "outbound", status: "sent" }), message("a", at(1))], undefined);
  expect(countFresh(after, seen)).toBe(1);
  expect(newestOf(rowsOf([later], undefined))).toBe(-1);
});

import { expect, test } from "vitest";

import { fieldsOf, presets, refusedTime, timeOf } from "./presets";

const names = (now: Date) => presets(now).map(({ name, at }) => `${name}: ${at.toDateString()} ${at.getHours()}`);

test("Monday is the next one, and not told twice", () => {
  expect(names(new Date(2026, 10, 27, 15))).toEqual(["In an hour: Fri Nov 27 2026 16", "Tomorrow at 9: Sat Nov 28 2026 9", "Monday at 9: Mon Nov 30 2026 9"]);
  expect(names(new Date(2026, 10, 29, 15)).slice(1)).toEqual(["Tomorrow at 9: Mon Nov 30 2026 9"]);
  expect(names(new Date(2026, 10, 30, 8)).slice(1)).toEqual(["Tomorrow at 9: Tue Dec 01 2026 9", "Monday at 9: Mon Dec 07 2026 9"]);
});

test("fields and times are the same", () => {
  const at = new Date(2026, 0, 5, 7, 3);
  expect(fieldsOf(at)).toEqual({ day: "2026-01-05", time: "07:03" });
  expect(timeOf(fieldsOf(at))).toEqual(at);
  expect(timeOf({ day: "", time: "07:03" })).toBeUndefined();
});

test("a time is to come, within 35 days", () => {
  const now = new Date(2026, 10, 1, 12);
  const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
  expect(refusedTime(days(34), now)).toBeUndefined();
  expect(refusedTime(days(36), now)).toMatch(/35 days/);
  expect(refusedTime(now, now)).toMatch(/past/);
  expect(refusedTime(undefined, now)).toMatch(/Choose/);
});

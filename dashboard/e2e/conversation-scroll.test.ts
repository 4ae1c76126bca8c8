import type { Page } from "@playwright/test";

import { ANNA, entries, fromBottom, open, THREAD, timeline } from "./conversation";
import { expect, test } from "./test";
import type { World } from "./world";

test("older pages come while scrolling up, and nothing jumps", async ({ page, world }) => {
  test.slow();
  for (let number = 0; number < 400; number += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, step) => world.text(ANNA, `Text ${number + step}`)));
  }
  await world.api("POST", `/api/threads/${THREAD}/read`, {});
  await expect.poll(() => lastOfTimeline(world), { timeout: 60_000 }).toMatch(/^Text 39/);
  const limits: number[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith("/timeline")) limits.push(Number(searchParams.get("limit")));
  });
  await open(page);
  await expect(timeline(page)).toContainText("Text 39");
  await expect.poll(() => fromBottom(page)).toBeLessThan(2);
  await timeline(page).hover();
  const jumps: number[] = [];
  for (let turn = 0; turn < 200 && !(await isFirstSeen(page)); turn += 1) {
    jumps.push(...(await page.evaluate(scrollAndMeasure, 240)));
  }
  await expect(timeline(page)).toContainText("Today");
  expect(jumps).toEqual([]);
  expect(limits.length).toBeGreaterThanOrEqual(8);
  expect(Math.max(...limits)).toBeLessThanOrEqual(50);
  expect(await entries(page).count()).toBeLessThan(60);
  await page.getByRole("button", { name: "Latest" }).click();
  await expect.poll(() => fromBottom(page)).toBeLessThan(2);
});

test("what is scheduled stays below, and does not stand for the newest", async ({ page, world }) => {
  for (let number = 0; number < 20; number += 1) await world.text(ANNA, `Text ${number}`);
  await world.api("POST", "/api/messages", { to: ANNA, body: "Good morning", send_at: new Date(Date.now() + 3_600_000).toISOString() });
  await world.api("POST", `/api/threads/${THREAD}/read`, {});
  await open(page);
  await expect(entries(page).last()).toContainText("Good morning");
  await expect.poll(() => fromBottom(page)).toBeLessThan(2);
  await world.text(ANNA, "One more");
  await expect(timeline(page).getByText("One more")).toBeInViewport();
  await timeline(page).evaluate((box) => box.scrollTo(0, 0));
  await expect(page.getByRole("button", { name: "Latest" })).toBeVisible();
  await world.text(ANNA, "And another");
  await expect(page.getByRole("button", { name: "1 new" })).toBeVisible();
  await page.getByRole("textbox", { name: "Write a text" }).fill("Here I am");
  await page.keyboard.press("Control+Enter");
  await expect(timeline(page).getByText("Here I am")).toBeInViewport();
});

test("the newest text stays in sight when there is less room", async ({ page, world }) => {
  for (let number = 0; number < 20; number += 1) await world.text(ANNA, `Text ${number}`);
  await world.api("POST", `/api/threads/${THREAD}/read`, {});
  await open(page);
  const newest = timeline(page).getByText("Text 19");
  await expect(newest).toBeInViewport({ ratio: 1 });
  const before = await timeline(page).boundingBox();
  await page.getByRole("textbox", { name: "Write a text" }).fill("One\ntwo\nthree\nfour\nfive");
  await expect.poll(async () => (await timeline(page).boundingBox())?.height).toBeLessThan((before?.height ?? 0) - 40);
  await expect.poll(() => fromBottom(page)).toBeLessThan(2);
  await expect(newest).toBeInViewport({ ratio: 1 });
});

/** The newest text, once all that came in is in the timeline. */
async function lastOfTimeline(world: World): Promise<string | undefined> {
  const { contact_id } = await world.api<{ contact_id: string }>("GET", `/api/threads/${THREAD}`);
  const { items } = await world.api<{ items: { message?: { body: string } }[] }>("GET", `/api/contacts/${contact_id}/timeline?limit=1`);
  return items[0]?.message?.body;
}

const isFirstSeen = (page: Page) => timeline(page).evaluate((box) => box.querySelector('[data-index="0"] h2') !== null && box.scrollTop < 4);

/** Scrolls up by a step, and says by how much an entry in view was not where the step must have moved it, if so. */
async function scrollAndMeasure(step: number): Promise<number[]> {
  const box = document.querySelector<HTMLElement>('[aria-label="What has happened"]');
  if (!box) throw new Error("there is no timeline");
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const middle = box.getBoundingClientRect().top + box.clientHeight / 2;
  const entry = [...box.querySelectorAll('[role="listitem"]')].find((item) => item.getBoundingClientRect().bottom > middle);
  if (!entry) throw new Error("nothing is in view");
  const wanted = entry.getBoundingClientRect().top + Math.min(step, box.scrollTop);
  box.scrollBy(0, -step);
  const off: number[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    await frame();
    off.push(Math.round(entry.getBoundingClientRect().top - wanted));
  }
  return entry.isConnected ? off.filter((pixels) => Math.abs(pixels) > 3) : off;
}

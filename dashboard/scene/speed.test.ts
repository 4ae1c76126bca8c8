import type { Page } from "@playwright/test";

import type { Local } from "../e2e/local";
import { expect, test as base } from "../e2e/test";
import { startScene, TALKER } from "./fill";
import { type Frames, framesOf } from "./trace";

const test = base.extend<{ local: Local }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names
  local: async ({}, use) => {
    const local = await startScene();
    await use(local);
    await local.stop();
  },
});

const TALK = `/inbox/sms.15550100001.${TALKER.slice(1)}`;
const TIMELINE = '[aria-label="What has happened"]';
/** How often a wheel turns, by how many pixels. */
const TURNS = 120;
const STEP = 240;

/** From the first script that runs to the first row that is painted, in milliseconds. */
async function firstRow(page: Page, path: string, row: string): Promise<number> {
  await page.goto(path);
  await page.locator(row).first().waitFor();
  return page.evaluate(() => {
    const [script] = performance.getEntriesByType("resource").filter(({ name }) => /\/assets\/index-.*\.js$/.test(name));
    return performance.now() - (script as PerformanceResourceTiming).responseEnd;
  });
}

async function scrolled(page: Page, at: string, step: number): Promise<Frames> {
  const box = await page.locator(at).boundingBox();
  if (!box) throw new Error(`${at} is not there`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  return framesOf(page, async () => {
    for (let turn = 0; turn < TURNS; turn += 1) await page.mouse.wheel(0, step);
  });
}

const perSecond = ({ drawn, seconds }: Frames) => (drawn / seconds).toFixed(0);

test("lists of a tenant that has much", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/api/") && asked.push(request.url()));
  await firstRow(page, "/inbox", 'ul[aria-label] li');
  const rows = [];
  for (const [name, path] of [["inbox", "/inbox"], ["calls", "/calls"], ["contacts", "/contacts"]] as const) {
    const times = [];
    for (let time = 0; time < 5; time += 1) times.push(await firstRow(page, path, 'ul[aria-label] li'));
    times.sort((a, b) => a - b);
    const frames = await scrolled(page, "ul[aria-label]", STEP);
    rows.push({ name, "first row, median of 5 (ms)": Math.round(times[2] ?? 0), "frames/s": perSecond(frames), dropped: frames.dropped });
    expect(times[2], name).toBeLessThan(500);
  }
  await page.goto(TALK);
  await page.locator(TIMELINE).waitFor();
  const talk = await scrolled(page, TIMELINE, -STEP);
  rows.push({ name: "conversation", "frames/s": perSecond(talk), dropped: talk.dropped });
  console.table(rows);
  const limits = asked.map((url) => Number(new URL(url).searchParams.get("limit") ?? 50));
  expect(Math.max(...limits.filter((limit) => limit !== 1000))).toBeLessThanOrEqual(50);
});

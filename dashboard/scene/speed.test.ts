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
const ROW = "ul[aria-label] li";
const TIMELINE = '[aria-label="What has happened"]';
/** How often a wheel turns, by how many pixels. */
const TURNS = 120;
const STEP = 120;

/** From the arrival of the first script to the frame that has the first row, in milliseconds; noted in the page itself. */
async function firstRow(page: Page, path: string): Promise<number> {
  await page.goto(path);
  await page.waitForFunction(() => (globalThis as unknown as Noted).firstRow !== undefined);
  return page.evaluate(() => {
    const [script] = performance.getEntriesByType("resource").filter(({ name }) => /\/assets\/index-.*\.js$/.test(name));
    return (globalThis as unknown as Noted).firstRow - (script as PerformanceResourceTiming).responseEnd;
  });
}

interface Noted {
  firstRow: number;
}

/** Looks before each frame whether there is a row. */
function noteFirstRow(row: string) {
  const look = () => {
    if (document.querySelector(row)) Object.assign(globalThis, { firstRow: performance.now() });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** There and back: on the way there is waited for pages, and nothing to draw. */
async function scrolled(page: Page, at: string, step: number): Promise<Frames> {
  const box = await page.locator(at).boundingBox();
  if (!box) throw new Error(`${at} is not there`);
  // A list is as high as all that it could show: its middle is out of sight.
  await page.mouse.move(box.x + box.width / 2, Math.max(box.y, 0) + 300);
  const turn = async (by: number) => {
    for (let turns = 0; turns < TURNS; turns += 1) await page.mouse.wheel(0, by);
  };
  await turn(step);
  return framesOf(page, () => turn(-step));
}

/** Fails where it is seen to stutter: browsers draw 60 in a second at most. */
function perSecond({ drawn, dropped, seconds }: Frames): string {
  expect(drawn / seconds, "frames a second").toBeGreaterThan(50);
  expect(dropped, "dropped frames").toBeLessThan(drawn / 10);
  return (drawn / seconds).toFixed(0);
}

test("lists of a tenant that has much", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/api/") && asked.push(request.url()));
  await page.addInitScript(noteFirstRow, ROW);
  await firstRow(page, "/inbox");
  const rows = [];
  for (const [name, path] of [["inbox", "/inbox"], ["calls", "/calls"], ["contacts", "/contacts"]] as const) {
    const times = [];
    for (let time = 0; time < 5; time += 1) times.push(await firstRow(page, path));
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

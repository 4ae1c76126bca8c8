import { expect, test as base } from "../e2e/test";
import type { Local } from "../e2e/local";
import { startScene } from "./fill";
import { heap } from "./trace";

const MINUTES = Number(process.env["SCENE_MINUTES"] ?? 30);
/** Texts and calls in a second. */
const RATE = 2;

const test = base.extend<{ local: Local }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names
  local: async ({}, use) => {
    const local = await startScene();
    await use(local);
    await local.stop();
  },
});

test("memory stays as it is while events come", async ({ page, world }) => {
  await page.goto("/inbox");
  await page.locator("ul[aria-label] li").first().waitFor();
  const held: number[] = [];
  const end = Date.now() + MINUTES * 60_000;
  for (let sent = 0; Date.now() < end; sent += 1) {
    const due = Date.now() + 1000 / RATE;
    await world.text(`+1555${String(2_000_000 + (sent % 400))}`, `Text ${sent}, while somebody looks at the inbox`);
    if (sent % (RATE * 60) === 0) {
      held.push(await heap(page));
      console.log(`${Math.round(sent / RATE / 60)} min: ${held.at(-1)?.toFixed(1)} MB`);
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - Date.now())));
  }
  // The first minutes fill caches.
  const [early, late] = [Math.max(...held.slice(2, 5)), Math.max(...held.slice(-3))];
  expect(late).toBeLessThan(early * 1.3 + 2);
});

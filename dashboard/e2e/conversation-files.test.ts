import type { Locator } from "@playwright/test";

import { ANNA, entries, open, PNG } from "./conversation";
import { expect, test } from "./test";

test("a picture is small in the timeline and large on a click", async ({ page, world }) => {
  const media = [PNG, PNG].map((base64) => ({ content_type: "image/png", base64 }));
  await world.text(ANNA, "Look", { media });
  await open(page);
  const small = page.getByRole("button", { name: /^Picture 1 of 2/ });
  await expect(small.locator("img")).toHaveJSProperty("complete", true);
  await expect.poll(() => width(small.locator("img"))).toBe(10);
  await small.click();
  const large = page.getByRole("dialog", { name: "Picture 1 of 2" });
  await expect.poll(() => width(large.locator("img"))).toBe(10);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("dialog", { name: "Picture 2 of 2" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(small).toBeFocused();
});

test("a picture whose link has ended is asked for anew", async ({ page, world }) => {
  await world.text(ANNA, "Look", { media: [{ content_type: "image/png", base64: PNG }] });
  const refused: string[] = [];
  await page.route(/\/mms\/.*\.png/, (route) => {
    const ended = refused.length === 0;
    if (ended) refused.push(route.request().url());
    return ended ? route.fulfill({ status: 403 }) : route.continue();
  });
  await open(page);
  const image = page.getByRole("button", { name: /^Picture 1 of 1/ }).locator("img");
  await expect.poll(() => width(image)).toBe(10);
  expect(refused).toHaveLength(1);
});

test("a picture comes in while the page looks", async ({ page, world }) => {
  await world.text(ANNA, "Hello");
  await open(page);
  await expect(entries(page)).toHaveCount(1);
  await world.text(ANNA, "Look", { media: [{ content_type: "image/png", base64: PNG }] });
  const image = page.getByRole("button", { name: /^Picture 1 of 1/ }).locator("img");
  await expect.poll(() => width(image)).toBe(10);
});

/** As wide as it was drawn, once it is loaded. */
const width = (image: Locator) => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth);

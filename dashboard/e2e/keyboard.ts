import type { Locator, Page } from "@playwright/test";

import { expect } from "./test";

/** More than any screen has to pass on the way. */
const FAR = 150;

/** Goes to something with the Tab key. */
export async function reach(page: Page, target: Locator) {
  await expect(target).toBeVisible();
  for (let steps = 0; steps < FAR; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`not reached by Tab: ${target}`);
}

/** Goes to a button or link, and presses Enter. */
export async function press(page: Page, target: Locator) {
  await reach(page, target);
  await page.keyboard.press("Enter");
}

/** Goes to a field, and writes this in place of what is there. */
export async function write(page: Page, target: Locator, text: string) {
  await reach(page, target);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

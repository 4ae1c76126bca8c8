import type { Page } from "@playwright/test";

import { arrived } from "./phones";
import { expect } from "./test";
import type { World } from "./world";

export const ADAM = "+15550190001";
export const THREAD = "sms.15550100001.15550190001";
/** A picture of one pixel. */
export const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export const box = (page: Page) => page.getByRole("textbox", { name: "Write a text" });
export const send = (page: Page) => page.getByRole("button", { name: "Send", exact: true });
/** What Adam was texted. */
export const bodies = async (world: World) => (await arrived(world, ADAM)).map(({ body }) => body);

/** Somebody has written, and the conversation is looked at. */
export async function opened(page: Page, world: World) {
  await world.text(ADAM, "Are you open?");
  await page.goto(`/inbox/${THREAD}`);
  await expect(box(page)).toBeVisible();
}

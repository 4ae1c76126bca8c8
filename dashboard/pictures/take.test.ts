import { fileURLToPath } from "node:url";

import type { Page } from "@playwright/test";

import { expect, test } from "../e2e/test";
import { setTheScene } from "./scene";

const OUT = process.env["PICTURES"] ?? fileURLToPath(new URL("../../target/screenshots", import.meta.url));
const SIZES = { phone: { width: 375, height: 812 }, desktop: { width: 1440, height: 900 } };
const SCREENS: [name: string, path: string][] = [
  ["inbox", "/inbox"],
  ["conversation", "/inbox/sms.15550100001.15550190001"],
  ["conversation-failed", "/inbox/sms.15550100001.15550190010"],
  ["conversation-opted-out", "/inbox/sms.15550100001.15550190008"],
  ["calls", "/calls"],
  ["voicemails", "/voicemails"],
  ["contacts", "/contacts"],
  ["numbers", "/numbers"],
  ["health", "/health"],
  ["settings-calls", "/settings/calls"],
  ["settings-snippets", "/settings/snippets"],
  ["settings-tags", "/settings/tags"],
  ["settings-webhooks", "/settings/webhooks"],
  ["settings-people", "/settings/people"],
  ["settings-look", "/settings/look"],
];

/** Nothing is being read any more, and nothing moves. */
async function settled(page: Page) {
  await page.waitForLoadState("networkidle").catch(() => {});
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
}

test("every screen", async ({ page, world, browser }) => {
  await setTheScene(world, browser);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      for (const [name, path] of SCREENS) {
        await page.goto(path);
        await settled(page);
        await page.screenshot({ path: `${OUT}/${name}-${size}-${colorScheme}.png` });
      }
    }
  }
});

import { fileURLToPath } from "node:url";

import type { Browser } from "@playwright/test";

import { expect, test } from "../e2e/test";
import { setTheScene } from "./scene";

const OUT = process.env["WINDOWS"] ?? fileURLToPath(new URL("../../docs/images", import.meta.url));
const HEIGHT = 760;

interface Shown {
  inbox: Buffer;
  phone: Buffer;
  colorScheme: "light" | "dark";
}

/** Two windows side by side, as somebody has them who tries patchbay. */
async function sideBySide(browser: Browser, { inbox, phone, colorScheme }: Shown) {
  const page = await browser.newPage({ viewport: { width: 1680, height: HEIGHT + 64 } });
  const window = (picture: Buffer, width: number) => `<img width="${width}" src="data:image/png;base64,${picture.toString("base64")}">`;
  const [wall, line] = colorScheme === "light" ? ["#dfe7e3", "#0002"] : ["#0c1512", "#fff2"];
  await page.setContent(`<style>body{margin:0;padding:32px;display:flex;gap:32px;background:${wall}}
    img{border-radius:12px;outline:1px solid ${line};box-shadow:0 12px 40px #0003}</style>${window(inbox, 1140)}${window(phone, 444)}`);
  await page.screenshot({ path: `${OUT}/windows-${colorScheme}.png` });
  await page.close();
}

test("the inbox and the phone", async ({ page, context, world, browser }) => {
  await setTheScene(world, browser);
  const outside = await context.newPage();
  await page.setViewportSize({ width: 1140, height: HEIGHT });
  await outside.setViewportSize({ width: 444, height: HEIGHT });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await outside.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/inbox/sms.15550100001.15550190001");
    await outside.goto("/phone");
    await expect(page.getByText("See you on Friday!").last()).toBeVisible();
    await expect(outside.getByText("See you on Friday!").first()).toBeVisible();
    await page.waitForLoadState("networkidle");
    await sideBySide(browser, { inbox: await page.screenshot(), phone: await outside.screenshot(), colorScheme });
  }
});

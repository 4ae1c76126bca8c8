import { type Page, type Route, test as base } from "@playwright/test";

import { violations } from "./axe";
import { type Local, startLocal } from "./local";
import { expect } from "./test";
import { World } from "./world";

/** Nobody is signed in, and tokens are of an age at which each request renews them. */
const test = base.extend<{ local: Local; world: World }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names
  local: async ({}, use) => {
    const local = await startLocal(["--ephemeral", "--token-lifetime", "30"]);
    await use(local);
    await local.stop();
  },
  world: async ({ local }, use) => use(new World(local)),
  baseURL: async ({ local }, use) => use(local.url),
});

test("one click signs in, and leads to where somebody wanted to go", async ({ page }) => {
  await page.goto("/calls");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: /Sign in/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: /ada/ }).click();
  await expect(page).toHaveURL(/\/calls$/);
  await expect(page.getByRole("heading", { name: "Calls", level: 1 })).toBeVisible();
  expect(page.url()).not.toMatch(/code=|token/);
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept).not.toMatch(/eyJ/);
});

/** Ada has written a text that waits, because her sign-in has ended as she sent it. */
async function expired(page: Page, world: World) {
  await world.text("+15550190001", "Are you open?");
  await page.goto("/inbox/sms.15550100001.15550190001");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: /ada/ }).click();
  await page.getByRole("textbox", { name: "Write a text" }).fill("Yes, until five.");
  const noMore = (route: Route) => route.fulfill({ status: 400, json: { error: "invalid_grant" } });
  await page.route("**/dev/oauth/token", noMore);
  // Not by the mouse: the dialog may be in front of it, since the token can end at any moment.
  await page.getByRole("button", { name: "Send", exact: true, includeHidden: true }).dispatchEvent("click");
  const again = page.getByRole("dialog", { name: "Sign in again" });
  await expect(again).toBeVisible();
  await page.unroute("**/dev/oauth/token", noMore);
  const popup = page.waitForEvent("popup");
  await again.getByRole("button", { name: "Sign in" }).click();
  return { again, popup: await popup };
}

test("what somebody else finds after signing in again is a page of their own", async ({ page, world }) => {
  const { again, popup } = await expired(page, world);
  const begun = page.waitForEvent("load");
  await popup.getByRole("button", { name: /ben/ }).click();
  await begun;
  await expect(page.getByRole("textbox", { name: "Write a text" })).toHaveValue("");
  await expect(again).toBeHidden();
  await expect(page.getByRole("article")).toHaveCount(1);
  const { items } = await world.api<{ items: object[] }>("GET", "/api/threads/sms.15550100001.15550190001/messages");
  expect(items).toHaveLength(1);
});

test("a window that was closed can be opened again", async ({ page, world }) => {
  const { again, popup } = await expired(page, world);
  await popup.getByRole("button", { name: /ada/ }).waitFor();
  await popup.close();
  await expect(again.getByRole("alert")).toHaveText("The window was closed. Try again.");
  await expect(again.getByRole("button", { name: "Sign in" })).toBeEnabled();
});

test("a token that has ended is renewed, and where it cannot be, asked for again without loss", async ({ page, world }) => {
  await world.text("+15550190001", "Are you open?");
  let renewed = 0;
  page.on("request", (request) => (renewed += request.url().endsWith("/dev/oauth/token") ? 1 : 0));
  await page.goto("/inbox/sms.15550100001.15550190001");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: /ada/ }).click();
  const box = page.getByRole("textbox", { name: "Write a text" });
  await box.fill("Yes, until five.");
  expect(renewed).toBeGreaterThan(1);

  const noMore = (route: Route) => route.fulfill({ status: 400, json: { error: "invalid_grant" } });
  await page.route("**/dev/oauth/token", noMore);
  // Any other request may have opened the dialog over the button by then.
  await page.getByRole("button", { name: "Send", exact: true, includeHidden: true }).dispatchEvent("click");
  const again = page.getByRole("dialog", { name: "Sign in again" });
  await expect(again).toBeVisible();
  await page.unroute("**/dev/oauth/token", noMore);
  const window = page.waitForEvent("popup");
  await again.getByRole("button", { name: "Sign in" }).click();
  await (await window).getByRole("button", { name: /ada/ }).click();
  await expect(again).toBeHidden();
  const sent = () => world.api<{ items: { body: string }[] }>("GET", "/api/threads/sms.15550100001.15550190001/messages");
  await expect.poll(async () => (await sent()).items.map(({ body }) => body)).toEqual(["Yes, until five.", "Are you open?"]);
});

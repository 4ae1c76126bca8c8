import type { Page } from "@playwright/test";

import { timeline } from "./conversation";
import { expect, test } from "./test";

const ANA = "+15550190002";
const TALK = `/inbox/sms.15550100001.${ANA.slice(1)}`;

/** A network that can be gone: then requests fail, and no channel lives or opens. */
async function network(page: Page) {
  const open = new Set<() => void>();
  let gone = false;
  await page.routeWebSocket(/.*/, (socket) => {
    if (gone) return void socket.close();
    const server = socket.connectToServer();
    open.add(() => Promise.all([socket.close(), server.close()]));
  });
  return async (offline: boolean) => {
    gone = offline;
    await page.context().setOffline(offline);
    if (offline) for (const close of open) close();
    open.clear();
  };
}

test("who was offline for twenty texts sees each once, in order, as soon as there is a network", async ({ page, world }) => {
  const setOffline = await network(page);
  await world.text(ANA, "Before");
  await world.text("+15550190077", "Somebody else");
  await page.goto(TALK);
  const talk = timeline(page);
  await expect(talk).toContainText("Before");
  await expect(page.getByRole("status").filter({ hasText: "Reconnecting" })).toBeHidden();

  await setOffline(true);
  const bar = page.getByText("You are offline. What is new will be shown when you are back.");
  await expect(bar).toBeVisible();
  const texts = Array.from({ length: 20 }, (_, index) => `Number ${String(index + 1).padStart(2, "0")}`);
  for (const text of texts) await world.text(ANA, text);
  await expect(talk).not.toContainText("Number");

  await setOffline(false);
  await expect(talk).toContainText("Number 20");
  await expect(bar).toBeHidden();
  const shown = (await talk.innerText()).match(/Number \d\d/g);
  expect(shown).toEqual(texts);
  await expect(page.getByRole("list", { name: "Conversations" }).getByRole("listitem").first()).toContainText("Number 20");
});

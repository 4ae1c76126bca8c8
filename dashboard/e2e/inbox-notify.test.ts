import { type Listed, threads } from "./inbox-world";
import { expect, test } from "./test";

test.use({ permissions: ["notifications"] });

/** What a browser without a screen or loudspeaker would have shown and played. */
function record() {
  const told: string[] = [];
  Object.assign(globalThis, { told });
  class Shown {
    static permission = "granted";
    static requestPermission = async () => "granted";
    constructor(title: string, options: { body: string }) {
      told.push(`${title}: ${options.body}`);
    }
  }
  Object.assign(globalThis, { Notification: Shown });
  OscillatorNode.prototype.start = () => void told.push("sound");
  OscillatorNode.prototype.stop = () => undefined;
}

const told = () => (globalThis as unknown as { told: string[] }).told;

test("a text that comes in elsewhere is told of; one that is looked at is not", async ({ page, world }) => {
  await page.addInitScript(record);
  // Not one that comes in: it may be told of if the page is there within the second.
  await world.api("POST", "/api/messages", { to: "+15550190001", body: "first" });
  await page.goto("/inbox");
  const row = page.getByRole("listitem").first();
  await expect(row).toContainText("first");
  await page.getByRole("button", { name: "Notifications" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Show it on the desktop" }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: "Show it on the desktop" })).toBeChecked();
  await page.keyboard.press("Escape");
  await row.getByRole("link").click();
  await expect(page.getByRole("textbox", { name: "Write a text" })).toBeVisible();

  await world.text("+15550190001", "looked at");
  await expect(row).toContainText("looked at");
  expect(await page.evaluate(told)).toEqual([]);
  await world.text("+15550190002", "elsewhere");
  await expect(row).toContainText("elsewhere");
  await expect.poll(() => page.evaluate(told)).toEqual(["sound", "sound", "+1 555 019 0002: elsewhere"]);
  await expect(page).toHaveTitle(/^\(\d\) patchbay$/);
});

test("the tab says how much is unread", async ({ page, world }) => {
  await page.goto("/inbox");
  await expect(page).toHaveTitle("patchbay");
  await world.text("+15550190001", "hello");
  await expect(page).toHaveTitle("(1) patchbay");
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", /icon-unread/);
  const { thread_id } = (await threads(world))["+15550190001"] as Listed;
  await world.api("POST", `/api/threads/${thread_id}/read`);
  await expect(page).toHaveTitle("patchbay");
});

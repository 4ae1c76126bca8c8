import { ANNA, entries, fromBottom, open, PNG, send, THREAD } from "./conversation";
import { expect, test } from "./test";
import type { World } from "./world";

test("a text that comes in stands above what is scheduled, and is in view", async ({ page, world }) => {
  for (let number = 0; number < 20; number += 1) await world.text(ANNA, `Text ${number}`);
  const send_at = new Date(Date.now() + 86_400_000).toISOString();
  await world.api("POST", "/api/messages", { to: ANNA, body: "See you today", send_at });
  await world.api("POST", `/api/threads/${THREAD}/read`, {});
  await open(page);
  await expect(entries(page).last()).toContainText("Will be sent");
  await expect.poll(() => fromBottom(page)).toBeLessThan(2);
  await world.text(ANNA, "Are you there?");
  await expect(entries(page).filter({ hasText: "Are you there?" })).toBeInViewport();
  await expect(entries(page).last()).toContainText("See you today");
  await expect.poll(() => fromBottom(page)).toBeLessThan(2);
});

test("ticks go from a clock to two", async ({ page, world }) => {
  await world.text(ANNA, "Hello");
  await world.sim("phones", { number: ANNA, outcome: "silent" });
  await open(page);
  await expect(entries(page)).toHaveCount(1);
  await send(world, "Good morning");
  const own = entries(page).filter({ hasText: "Good morning" });
  await expect(own).toContainText(/On its way|Sent/);
  await expect(own).toContainText("Sent");
  await world.sim("statuses", await report(world, ["delivered"]));
  await expect(own).toContainText("Delivered");
});

/** A carrier's report about the newest message. */
async function report(world: World, statuses: string[]) {
  type Sent = { items: { message_id: string; message_sid: string }[] };
  const { items } = await world.api<Sent>("GET", `/api/threads/${THREAD}/messages`);
  const url = `${world.local.url}/api/twilio/status-callback?message=${items[0]?.message_id}`;
  return { from: world.number, to: ANNA, sid: items[0]?.message_sid, url, statuses };
}

test("one that fails says why, and can be sent again", async ({ page, world }) => {
  await world.text(ANNA, "Hello");
  await world.sim("phones", { number: ANNA, outcome: "undelivered", error_code: 30005 });
  await send(world, "Good morning");
  await open(page);
  const own = entries(page).filter({ hasText: "Good morning" });
  await expect(own).toContainText("Not delivered.");
  await expect(own).toContainText("The receiver's network does not know this number");
  await expect(own).not.toContainText("Delivered");
  await world.sim("phones", { number: ANNA, outcome: "delivered" });
  await own.getByRole("button", { name: "Try again" }).click();
  await expect(own).toHaveCount(2);
  await expect(own.first()).toContainText("Sent once more.");
  await expect(own.last()).toContainText("Delivered");
  // Nor do others send it a second time, or the same user later.
  await page.reload();
  await expect(own.first()).toContainText("Sent once more.");
  await expect(own.first().getByRole("button", { name: "Try again" })).toHaveCount(0);
});

test("one with a picture that fails takes its picture along when it is sent again", async ({ page, world }) => {
  await world.text(ANNA, "Hello");
  await world.sim("phones", { number: ANNA, outcome: "undelivered", error_code: 30005 });
  const data = Buffer.from(PNG, "base64");
  const upload = await world.api<Upload>("POST", "/api/media", { content_type: "image/png", size: data.length });
  await fetch(upload.upload_url, { method: "PUT", headers: upload.upload_headers, body: data });
  await world.api("POST", "/api/messages", { to: ANNA, body: "Look", media_urls: [upload.media_url] });
  await open(page);
  const own = entries(page).filter({ hasText: "Look" });
  await expect(own).toContainText("Not delivered.");
  await world.sim("phones", { number: ANNA, outcome: "delivered" });
  await own.getByRole("button", { name: "Try again" }).click();
  await expect(own.last()).toContainText("Delivered");
  const image = own.last().getByRole("button", { name: "Picture 1 of 1 from you: show large" }).locator("img");
  await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBe(10);
});

interface Upload {
  media_url: string;
  upload_url: string;
  upload_headers: Record<string, string>;
}

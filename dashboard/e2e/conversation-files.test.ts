import type { Locator } from "@playwright/test";

import { ANNA, entries, open, PNG } from "./conversation";
import { Telephone } from "./telephone";
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

for (const [what, isSame] of [
  ["whose link has ended is asked for anew", false],
  // Links that are made in the same second are the same.
  ["that could not be loaded is loaded again, also from the same link", true],
] as const) {
  test(`a picture ${what}`, async ({ page, world }) => {
    await world.text(ANNA, "Look", { media: [{ content_type: "image/png", base64: PNG }] });
    const refused: string[] = [];
    await page.route(/\/mms\/.*\.png/, (route) => {
      const ended = refused.length === 0;
      if (ended) refused.push(route.request().url());
      return ended ? route.fulfill({ status: 403 }) : route.continue();
    });
    await page.route(/\/api\/messages\/[^/]+$/, async (route) => {
      const answer = await route.fetch();
      const message = (await answer.json()) as { media: object[] };
      const [url] = refused;
      const media = message.media.map((file) => ({ ...file, ...(isSame && url && { url }) }));
      return route.fulfill({ response: answer, json: { ...message, media } });
    });
    await open(page);
    const image = page.getByRole("button", { name: /^Picture 1 of 1/ }).locator("img");
    await expect.poll(() => width(image)).toBe(10);
    expect(refused).toHaveLength(1);
  });
}

test("a picture comes in while the page looks", async ({ page, world }) => {
  await world.text(ANNA, "Hello");
  await open(page);
  await expect(entries(page)).toHaveCount(1);
  await world.text(ANNA, "Look", { media: [{ content_type: "image/png", base64: PNG }] });
  const image = page.getByRole("button", { name: /^Picture 1 of 1/ }).locator("img");
  await expect.poll(() => width(image)).toBe(10);
});

test("a voicemail and a recording that were being copied when they were read are played from where they are kept", async ({ page, world }) => {
  const telephone = new Telephone(world);
  await telephone.recorded();
  await telephone.voicemail();
  let isCopied = false;
  await page.route(/\/api\/(contacts\/[0-9a-f]+\/timeline|voicemails\/RE|calls\/)/, async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    await route.fulfill({ response: answer, body: isCopied ? text : beingCopied(text) });
  });
  await open(page);
  const voicemail = page.getByRole("article", { name: /^Voicemail, / });
  const recording = page.getByRole("article", { name: /^Call from them, Answered/ });
  await expect(voicemail).toContainText("The recording is being copied.");
  await expect(recording).toContainText("The recording is being copied.");
  isCopied = true;
  for (const card of [voicemail, recording]) {
    await card.getByRole("button", { name: "Play" }).click();
    await expect.poll(() => card.locator("audio").evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(0);
  }
});

/** An answer as it was before its sounds were copied: their links are Twilio's. */
function beingCopied(json: string): string {
  const url = "https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE0.mp3";
  return JSON.stringify(JSON.parse(json), (key, value: unknown) => {
    if (key === "file" && value) return { ...value, status: "pending", url };
    return key === "recording_url" && value ? url : value;
  });
}

/** As wide as it was drawn, once it is loaded. */
const width = (image: Locator) => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth);

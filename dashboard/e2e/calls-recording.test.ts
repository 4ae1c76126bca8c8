import { calls } from "./calls-page";
import { Telephone } from "./telephone";
import { expect, test } from "./test";

test("a recording is played on where its link has expired", async ({ page, world }) => {
  await new Telephone(world).recorded();
  let refused = 0;
  await page.route("**/recordings/**", (route) => {
    refused += 1;
    return refused === 1 ? route.fulfill({ status: 403 }) : route.continue();
  });
  await page.goto("/calls");
  await calls(page).first().click();
  const player = page.getByRole("group", { name: "Recording" });
  await player.getByRole("button", { name: "Play" }).click();
  await expect(player.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect.poll(() => page.locator("audio").evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(0);
  expect(refused).toBeGreaterThan(1);
  await player.getByRole("slider").press("ArrowRight");
  await expect.poll(() => page.locator("audio").evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(5);
  await player.getByRole("button", { name: "Speed: 1 times" }).click();
  await expect.poll(() => page.locator("audio").evaluate((audio: HTMLAudioElement) => audio.playbackRate)).toBe(1.5);
  const [download] = await Promise.all([page.waitForEvent("download"), player.getByRole("button", { name: "Download" }).click()]);
  expect(download.suggestedFilename()).toBe("Recording.mp3");
});

test("a recording that cannot be had says so", async ({ page, world }) => {
  await new Telephone(world).recorded();
  await page.route("**/recordings/**", (route) => route.fulfill({ status: 403 }));
  await page.goto("/calls");
  await calls(page).first().click();
  await page.getByRole("group", { name: "Recording" }).getByRole("button", { name: "Play" }).click();
  await expect(page.getByRole("alert")).toContainText("could not be played");
  await page.unroute("**/recordings/**");
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("group", { name: "Recording" }).getByRole("button", { name: "Pause" })).toBeVisible();
});

import type { Page } from "@playwright/test";

import { held } from "./held";
import { expect, test } from "./test";

const now = (page: Page) => page.getByRole("region", { name: "What a caller hears now" });
const save = (page: Page) => page.getByRole("region", { name: "Unsaved changes" }).getByRole("button", { name: "Save" });

test("preferences change what a caller hears", async ({ page, world }) => {
  await page.goto("/settings/calls");
  await expect(now(page)).toContainText("Please try again later. Goodbye.");

  await page.getByRole("switch", { name: "Take messages when nobody answers" }).click();
  await page.getByLabel("Text that is read out").fill("This is the shop.");
  await expect(now(page)).toContainText("As saved, without your changes.");
  await save(page).click();
  await expect(now(page)).toContainText("This is the shop.");
  await page.getByRole("button", { name: "Call and listen" }).click();
  const heard = page.getByRole("list", { name: "Heard" });
  await expect(heard).toContainText("“This is the shop.”");
  await expect(heard).toContainText("A tone");

  await page.getByRole("switch", { name: "Begin with a menu" }).click();
  await page.getByLabel("What callers hear").fill("For the time press 1.");
  await page.getByLabel("What 1 does").selectOption("Says a text");
  await page.getByLabel("Text for 1").fill("It is five.");
  await page.getByRole("button", { name: "Add a key" }).click();
  await page.getByLabel("What 2 does").selectOption("Rings at a phone");
  await page.getByLabel("Phone for 2").fill("555 019 0009");
  await page.getByLabel("Phone for 2").blur();
  await expect(page.getByLabel("Phone for 2")).toHaveValue("+1 555 019 0009");
  await save(page).click();
  await expect(now(page)).toContainText("Presses 2");
  await page.getByRole("button", { name: "Call and listen" }).click();
  await expect(heard).toContainText("“For the time press 1.”“For the time press 1.”“This is the shop.”A tone");
  await page.getByLabel("The caller presses").selectOption("1");
  await page.getByRole("button", { name: "Call and listen" }).click();
  await expect(heard.getByRole("listitem")).toHaveText(["“For the time press 1.”", "“It is five.”"]);

  const call = await world.sim<{ heard: object[] }>("calls", { from: "+15550190001", to: world.number, script: [{ press: "1" }] });
  expect(call.heard).toEqual([{ said: "For the time press 1." }, { said: "It is five." }]);
});

test("what is wrong is said where it is", async ({ page, world }) => {
  await page.goto("/settings/calls");
  await page.getByRole("switch", { name: "Forward calls to a phone" }).click();
  await page.getByLabel("Phone", { exact: true }).fill(world.number);
  await save(page).click();
  await expect(page.getByLabel("Phone", { exact: true })).toHaveAccessibleDescription(/own/);
  await page.getByLabel("Phone", { exact: true }).fill("+1 (555) 019-0009");
  await page.getByLabel("Rings for (seconds)").fill("30");
  await save(page).click();
  await expect(now(page)).toContainText("+1 555 019 0009 rings for up to 30 seconds");
  await expect.poll(() => world.api("GET", "/api/preferences")).toMatchObject({ call_forwarding_number: "+15550190009", forwarding_timeout: 30 });
});

test("what is typed while a number is still being read stays", async ({ page }) => {
  await page.goto("/settings/calls");
  await page.getByRole("switch", { name: "Forward calls to a phone" }).click();
  const phone = page.getByLabel("Phone", { exact: true });
  await expect(phone).toBeVisible();
  // The library that reads numbers comes when there is one.
  const library = await held(page, "**/*.js");
  await phone.fill("+15550190008");
  await phone.blur();
  await phone.fill("+15550190009");
  const come = page.waitForEvent("requestfinished");
  library.release();
  await come;
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await phone.blur();
  await expect(phone).toHaveValue("+1 555 019 0009");
});

test("what is changed while it is being saved stays, and is not saved yet", async ({ page, world }) => {
  await page.goto("/settings/calls");
  await page.getByRole("switch", { name: "Forward calls to a phone" }).click();
  await page.getByLabel("Phone", { exact: true }).fill("+15550190009");
  const answer = await held(page, "**/api/preferences");
  await save(page).click();
  await page.getByLabel("Rings for (seconds)").fill("35");
  answer.release();
  await expect(page.getByText("Saved. The next caller hears it.").first()).toBeVisible();
  await expect(page.getByLabel("Rings for (seconds)")).toHaveValue("35");
  await save(page).click();
  await expect(now(page)).toContainText("+1 555 019 0009 rings for up to 35 seconds");
  await expect.poll(() => world.api("GET", "/api/preferences")).toMatchObject({ call_forwarding_number: "+15550190009", forwarding_timeout: 35 });
});

test("changes are not lost by leaving, and can be discarded", async ({ page }) => {
  await page.goto("/settings/calls");
  await page.getByLabel("Language").selectOption("German (Germany)");
  await expect(page.getByLabel("Voice", { exact: true })).toHaveValue("Polly.Vicki");
  await page.getByRole("link", { name: "Inbox" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
  await dialog.getByRole("button", { name: "Stay" }).click();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByLabel("Language")).toHaveValue("en-US");
  await page.getByRole("link", { name: "Inbox" }).first().click();
  await expect(page).toHaveURL(/inbox/);
});

test("a greeting is uploaded, heard, and removed", async ({ page, world }) => {
  await page.goto("/settings/calls");
  const upload = page.getByLabel("Audio file");
  await upload.setInputFiles({ name: "hello.txt", mimeType: "text/plain", buffer: Buffer.from("hello") });
  await expect(page.getByRole("alert")).toContainText("neither MP3 nor WAV");
  await upload.setInputFiles({ name: "hello.wav", mimeType: "audio/wav", buffer: wav() });
  await expect(page.getByRole("group", { name: "Greeting" })).toBeVisible();
  await expect(now(page)).toContainText("your recorded greeting");
  const call = await world.sim<{ heard: object[] }>("calls", { from: "+15550190001", to: world.number });
  expect(Object.keys(call.heard[0] ?? {})).toEqual(["played"]);
  await page.getByRole("button", { name: "Remove the recording" }).click();
  await expect(page.getByLabel("Text that is read out")).toBeVisible();
});

/** A tenth of a second of silence. */
function wav(): Buffer {
  const data = Buffer.alloc(1600);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(16000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

import { ADAM, PIXEL, box, send, opened } from "./composer-page";
import { arrived } from "./phones";
import { expect, test } from "./test";

test("pictures go by button and by paste, and arrive", async ({ page, world }) => {
  await opened(page, world);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Add files" }).click();
  await (await chooser).setFiles({ name: "one.png", mimeType: "image/png", buffer: Buffer.from(PIXEL, "base64") });
  await box(page).evaluate((area, pixel) => {
    const bytes = Uint8Array.from(atob(pixel), (sign) => sign.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], "two.png", { type: "image/png" }));
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, PIXEL);
  const files = page.getByRole("list", { name: "Files" });
  await expect(files.getByRole("listitem")).toHaveText([/one\.png.*bytes/, /two\.png.*bytes/]);
  await files.getByRole("button", { name: "Remove two.png" }).click();
  await expect(files.getByRole("listitem")).toHaveCount(1);
  await box(page).fill("Our door.");
  await send(page).click();
  await expect.poll(async () => (await arrived(world, ADAM)).map(({ body, media }) => [body, media.map(({ content_type }) => content_type)])).toEqual([["Our door.", ["image/png"]]]);
});

test("what cannot be sent is said, and an upload that failed is tried again", async ({ page, world }) => {
  await opened(page, world);
  const choose = async (name: string, mimeType: string) => {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Add files" }).click();
    await (await chooser).setFiles({ name, mimeType, buffer: Buffer.from(PIXEL, "base64") });
  };
  await choose("song.zip", "application/zip");
  await expect(page.getByRole("alert")).toContainText("song.zip: this kind of file cannot be sent");
  await page.route("**/mediabucket/**", (route) => route.abort(), { times: 1 });
  await choose("door.png", "image/png");
  await expect(page.getByRole("alert")).toContainText("broke off");
  await expect(page.getByRole("list", { name: "Files" })).toContainText("door.png");
  await page.getByRole("button", { name: "Try door.png again" }).click();
  await expect(page.getByRole("list", { name: "Files" })).toContainText("bytes");
  await send(page).click();
  await expect.poll(async () => (await arrived(world, ADAM)).map(({ media }) => media.length)).toEqual([1]);
});

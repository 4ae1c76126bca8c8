import { box, opened } from "./composer-page";
import { ANNA, entries, PNG } from "./conversation";
import { press, reach, write } from "./keyboard";
import { arrived } from "./phones";
import { expect, test } from "./test";

// The stories of texts, without a mouse.

test("a text comes in, is answered, and gets its ticks", async ({ page, world }) => {
  await page.goto("/inbox");
  await expect(page.getByText("Reconnecting")).toBeHidden();
  await world.text(ANNA, "Are you open?");
  await expect(page.getByRole("list", { name: "Conversations" }).getByRole("listitem")).toHaveCount(1);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(box(page)).toBeVisible();
  await page.keyboard.press("r");
  await page.keyboard.type("Until five.");
  await page.keyboard.press("Control+Enter");
  await expect(entries(page).filter({ hasText: "Until five." })).toContainText("Delivered");
});

test("a picture is looked at, and one is sent", async ({ page, world }) => {
  await opened(page, world);
  await world.text(ANNA, "Look", { media: [{ content_type: "image/png", base64: PNG }] });
  const picture = page.getByRole("button", { name: /^Picture 1 of 1/ });
  await press(page, picture);
  await expect(page.getByRole("dialog", { name: "Picture 1 of 1" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(picture).toBeFocused();
  const chooser = page.waitForEvent("filechooser");
  await press(page, page.getByRole("button", { name: "Add files" }));
  await (await chooser).setFiles({ name: "door.png", mimeType: "image/png", buffer: Buffer.from(PNG, "base64") });
  await expect(page.getByRole("list", { name: "Files" })).toContainText("bytes");
  await page.keyboard.press("r");
  await page.keyboard.press("Control+Enter");
  await expect.poll(async () => (await arrived(world, ANNA)).map(({ media }) => media.length)).toEqual([1]);
});

test("one that failed is sent again", async ({ page, world }) => {
  await opened(page, world);
  await world.sim("phones", { number: ANNA, outcome: "undelivered", error_code: 30005 });
  await page.keyboard.press("r");
  await page.keyboard.type("Good morning");
  await page.keyboard.press("Control+Enter");
  const own = entries(page).filter({ hasText: "Good morning" });
  await expect(own).toContainText("Not delivered.");
  await world.sim("phones", { number: ANNA, outcome: "delivered" });
  await press(page, own.getByRole("button", { name: "Try again" }));
  await expect(own.last()).toContainText("Delivered");
});

test("one for later is changed and cancelled", async ({ page, world }) => {
  await opened(page, world);
  await page.keyboard.press("r");
  await page.keyboard.type("See you");
  await press(page, page.getByRole("button", { name: "Send later" }));
  await press(page, page.getByRole("dialog", { name: "Send later" }).getByRole("button", { name: /In an hour/ }));
  const planned = entries(page).filter({ hasText: "See you" });
  await expect(planned).toContainText("Will be sent");
  await press(page, planned.getByRole("button", { name: "Edit" }));
  const edit = page.getByRole("dialog", { name: "Edit the text that waits" });
  await write(page, edit.getByLabel("Text"), "See you soon");
  await press(page, edit.getByRole("button", { name: "Save" }));
  const changed = entries(page).filter({ hasText: "See you soon" });
  await press(page, changed.getByRole("button", { name: "Cancel" }));
  await press(page, page.getByRole("button", { name: "Cancel the text" }));
  await expect(page.getByRole("button", { name: "Edit" })).toBeHidden();
  await expect.poll(() => world.api("GET", "/api/messages?status=scheduled")).toMatchObject({ items: [] });
});

test("who wants no messages is noted, and who wants them again", async ({ page, world }) => {
  await opened(page, world);
  await press(page, page.getByRole("button", { name: "They want no messages" }));
  await press(page, page.getByRole("dialog").getByRole("button", { name: "No more messages" }));
  await expect(box(page)).toBeHidden();
  await reach(page, page.getByRole("button", { name: "They want texts again" }));
  await page.keyboard.press("Enter");
  await press(page, page.getByRole("button", { name: "Note their consent" }));
  await expect(box(page)).toBeVisible();
});

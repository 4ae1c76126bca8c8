import { ADAM, box, bodies, opened } from "./composer-page";
import { expect, test } from "./test";

test("a snippet is put in by /, with what is known of the person", async ({ page, world }) => {
  await world.api("POST", "/api/snippets", { name: "hours", text: "Hi {{contact.name}}, we close at five." });
  await world.api("POST", "/api/snippets", { name: "bye", text: "See you." });
  await opened(page, world);
  await box(page).pressSequentially("Well. /h");
  const option = page.getByRole("option", { name: /hours/ });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(option).toBeHidden();
  await box(page).pressSequentially("o");
  await expect(option).toBeHidden();
  await box(page).fill("");
  await box(page).pressSequentially("Well. /");
  await expect(page.getByRole("option")).toHaveCount(2);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(box(page)).toHaveValue("Well. Hi {{contact.name}}, we close at five.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert")).toContainText("Replace {{contact.name}}");
  await page.keyboard.press("Control+z");
  await expect(box(page)).toHaveValue("Well. /");
  await page.keyboard.press("Backspace");
  await page.getByRole("button", { name: "Put in a snippet" }).click();
  await page.getByRole("option", { name: /bye/ }).click();
  await expect(box(page)).toHaveValue("Well. See you.");
  await expect(box(page)).toBeFocused();
});

test("who texts STOP gets no box until they text START", async ({ page, world }) => {
  await opened(page, world);
  await world.text(ADAM, "STOP");
  const region = page.getByRole("region", { name: "Write" });
  await expect(region).toContainText("wants no texts");
  await expect(region).toContainText("START to +1 555 010 0001");
  await expect(box(page)).toBeHidden();
  await page.getByRole("button", { name: "Note", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Write a note for your team" })).toBeFocused();
  await page.getByRole("button", { name: "Text", exact: true }).click();
  await world.text(ADAM, "START");
  await expect(box(page)).toBeVisible();
});

test("somebody who has said so gets texts again", async ({ page, world }) => {
  await opened(page, world);
  await world.api("POST", "/api/consents", { contact_number: ADAM, own_number: world.number, opted_out: true });
  await page.getByRole("button", { name: "They want texts again" }).click();
  await page.getByRole("button", { name: "Note their consent" }).click();
  await expect(box(page)).toBeVisible();
  await expect.poll(() => world.api("GET", "/api/opt-outs")).toMatchObject({ items: [] });
});

test("with the keyboard alone: write, send later, note", async ({ page, world }) => {
  await opened(page, world);
  await page.keyboard.press("r");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type("First line");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Second line");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => bodies(world)).toEqual(["First line\nSecond line"]);
  await page.keyboard.type("Later");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Send later" })).toBeFocused();
  await page.keyboard.press("Enter");
  const later = page.getByRole("dialog", { name: "Send later" });
  await expect(later.getByLabel("Day")).toBeFocused();
  for (const _ of await later.getByRole("listitem").all()) await page.keyboard.press("Shift+Tab");
  await expect(later.getByRole("button", { name: /In an hour/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Later", { exact: true })).toBeVisible();
  await page.keyboard.press("r");
  await page.keyboard.press("Escape");
  await expect(box(page)).not.toBeFocused();
  await page.keyboard.press("n");
  await page.keyboard.type("Called twice");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("article").filter({ hasText: "Called twice" })).toBeVisible();
});

import { expect, test } from "./test";

test("somebody new is written to by number, somebody known by name", async ({ page, world }) => {
  await world.api("POST", "/api/contacts", { name: "Zoë Quinn", addresses: [{ address: "+15550190077" }] });
  await page.goto("/inbox");
  await page.getByRole("button", { name: "New message" }).click();
  const dialog = page.getByRole("dialog", { name: "New message" });
  await dialog.getByRole("combobox", { name: "To" }).fill("nonsense");
  await dialog.getByRole("button", { name: "Write" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Write a phone number");
  await dialog.getByRole("combobox", { name: "To" }).fill("(555) 019-0042");
  await dialog.getByRole("combobox", { name: "From" }).selectOption("+1 555 010 0002");
  await dialog.getByRole("button", { name: "Write" }).click();
  await expect(page).toHaveURL(/\/inbox\/sms\.15550100002\.15550190042$/);

  await page.getByRole("heading", { name: "Inbox" }).click();
  await page.keyboard.press("c");
  await page.keyboard.type("zoe");
  await expect(page.getByRole("option", { name: "Zoë Quinn" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/inbox\/sms\.15550100001\.15550190077$/);
});

test("what is pressed while names are suggested is what was aimed at", async ({ page, world }) => {
  await world.api("POST", "/api/contacts", { name: "Zoë Quinn", addresses: [{ address: "+15550190077" }] });
  await page.goto("/inbox");
  await page.getByRole("button", { name: "New message" }).click();
  const dialog = page.getByRole("dialog", { name: "New message" });
  await dialog.getByRole("combobox", { name: "To" }).fill("+15550190077");
  await expect(dialog.getByRole("option", { name: /Zoë Quinn/ })).toBeVisible();
  await dialog.getByRole("button", { name: "Write" }).click();
  await expect(page).toHaveURL(/\/inbox\/sms\.15550100001\.15550190077$/);
});

test("a search finds messages and people, and is in the URL", async ({ page, world }) => {
  await world.text("+15550190001", "The invoice is wrong");
  await world.api("POST", "/api/contacts", { name: "Ina Voigt", addresses: [{ address: "+15550190078" }] });
  await page.goto("/inbox");
  await page.getByRole("searchbox").fill("invoice");
  await expect(page.getByRole("list", { name: "Messages found" }).locator("mark")).toHaveText("invoice");
  await page.reload();
  await expect(page.getByRole("searchbox")).toHaveValue("invoice");
  await page.getByRole("link", { name: /The invoice is wrong/ }).click();
  await expect(page).toHaveURL(/\/inbox\/sms\.15550100001\.15550190001\?q=invoice$/);
  // The conversation stays open while one searches on.
  await page.getByRole("searchbox").fill("voi");
  await expect(page).toHaveURL(/\/inbox\/sms\.15550100001\.15550190001\?q=voi$/);
  await page.getByRole("region", { name: "People found" }).getByRole("button", { name: /Ina Voigt/ }).click();
  await expect(page).toHaveURL(/\/inbox\/sms\.15550100001\.15550190078/);
  await page.getByRole("button", { name: "End the search" }).click();
  await expect(page.getByRole("list", { name: "Conversations" })).toBeVisible();
});

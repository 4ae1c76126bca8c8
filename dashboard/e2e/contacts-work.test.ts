import { expect, test } from "./test";

test("somebody is made a contact, found, and merged with another one", async ({ page, world }) => {
  await world.text("+15550190001", "It is me, from my other phone");
  await page.goto("/contacts");
  await page.getByRole("button", { name: "New contact" }).click();
  const form = page.getByRole("dialog", { name: "New contact" });
  await form.getByLabel("Name").fill("Ada Lovelace");
  await form.getByLabel("Number").fill("nonsense");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toContainText("Write a phone number");
  await form.getByLabel("Number").fill("(555) 019-0077");
  await form.getByLabel("Reference").fill("crm-17");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Ada Lovelace" })).toBeVisible();
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f]{32}$/);
  const list = page.getByRole("list", { name: "Contacts" });
  await expect(list.getByRole("listitem")).toHaveText([/Ada Lovelace/, /\+1 555 019 0001/]);

  await page.getByRole("searchbox", { name: "Search contacts" }).fill("crm-17");
  await expect(list.getByRole("listitem")).toHaveText([/Ada Lovelace/]);
  await page.getByRole("searchbox", { name: "Search contacts" }).fill("");
  await expect(list.getByRole("listitem")).toHaveCount(2);

  await page.getByRole("article").getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Merge with another contact" }).click();
  const merge = page.getByRole("dialog", { name: "Merge with another contact" });
  await expect(merge.getByRole("button", { name: "Merge" })).toBeDisabled();
  await merge.getByRole("combobox").fill("555 019 0001");
  await merge.getByRole("option").click();
  await expect(merge).toContainText("This cannot be undone.");
  await merge.getByRole("button", { name: "Merge" }).click();
  await expect(page.getByText("+1 555 019 0001 is now part of Ada Lovelace", { exact: true })).toBeVisible();
  await expect(list.getByRole("listitem")).toHaveText([/Ada Lovelace.*and 1 more/]);
  await expect(page.getByRole("region", { name: "History" })).toContainText("It is me, from my other phone");
  await expect(page.getByRole("button", { name: "Open conversation" })).toBeVisible();
});

test("a number that somebody has leads to whose it is", async ({ page, world }) => {
  await world.api("POST", "/api/contacts", { name: "Grace Hopper", addresses: [{ address: "+15550190077" }] });
  await page.goto("/contacts");
  await page.getByRole("button", { name: "New contact" }).click();
  await page.getByRole("dialog").getByLabel("Number").fill("+1 555 019 0077");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Open that contact" }).click();
  await expect(page.getByRole("heading", { name: "Grace Hopper" })).toBeVisible();
});

test("a file is taken in, and its bad lines are named", async ({ page, world }) => {
  await world.api("POST", "/api/contacts", { name: "Old Name", addresses: [{ address: "+15550190077" }] });
  await page.goto("/contacts");
  await expect(page.getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: "Take in a file" }).click();
  const lines = ["phone_number,name,lead_id", "+15550190100,Zoë Quinn,crm-1", "nonsense,Bob,", "+15550190077,Grace Hopper,crm-2", ""];
  const file = { name: "contacts.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Choose a file").setInputFiles(file);
  await expect(dialog.getByRole("status").filter({ hasText: "New" })).toHaveText("New1Changed1Known0Not taken1");
  await expect(dialog.getByRole("row", { name: /^3 phone_number/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("list", { name: "Contacts" })).toContainText("Zoë Quinn");
  await expect(page.getByRole("list", { name: "Contacts" })).toContainText("Grace Hopper");

  await page.getByRole("button", { name: "Take in a file" }).click();
  await dialog.getByLabel("Choose a file").setInputFiles({ ...file, buffer: Buffer.from("telephone\n1\n") });
  await expect(dialog.getByRole("alert")).toContainText("telephone");
});

test("by keyboard alone: from the search to a contact", async ({ page, world }) => {
  await world.api("POST", "/api/contacts", { name: "Grace Hopper", addresses: [{ address: "+15550190077" }] });
  await world.api("POST", "/api/contacts", { name: "Ada Lovelace", addresses: [{ address: "+15550190078" }] });
  await page.goto("/contacts");
  await expect(page.getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("/");
  await page.keyboard.type("hop");
  await expect(page).toHaveURL(/\?q=hop$/);
  await expect(page.getByRole("listitem")).toHaveText([/Grace Hopper/]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Grace Hopper" })).toBeVisible();
  await expect(page).toHaveURL(/\?q=hop$/);
});

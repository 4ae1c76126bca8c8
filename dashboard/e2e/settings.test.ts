import { violations } from "./axe";
import { held } from "./held";
import { expect, test } from "./test";
import type { World } from "./world";

const PARTS = ["Calls", "Snippets", "Tags", "Webhooks", "You and roles", "Notifications and look"];

for (const scheme of ["light", "dark"] as const) {
  test(`each part of the settings is accessible in ${scheme}`, async ({ page, world }) => {
    await world.api("POST", "/api/snippets", { name: "hours", text: "We close at five." });
    await world.api("PUT", "/api/tags", { items: [{ name: "Order", color: "#0b6b5b" }] });
    await world.api("POST", "/api/webhooks", { url: `${world.local.url}/sim/website`, description: "Our shop" });
    const menu = { prompt: "For sales press 1.", choices: { "1": { action: "forward", number: "+15550190009" }, "2": { action: "say", text: "Bye." } } };
    await world.api("PATCH", "/api/preferences", { menu, recording_enabled: true, call_forwarding_enabled: true, call_forwarding_number: "+15550190009" });
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto("/settings");
    for (const part of PARTS) {
      await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: part }).click();
      await expect(page.getByRole("heading", { name: part, level: 2 })).toBeVisible();
      await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
      expect(await violations(page)).toEqual([]);
    }
  });
}

test("a snippet is added, changed and deleted", async ({ page, world }) => {
  await world.api("POST", "/api/snippets", { name: "bye", text: "See you." });
  await page.goto("/settings/snippets");
  await page.getByRole("button", { name: "Add a snippet" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a snippet" });
  await dialog.getByLabel("Name").fill("Bye");
  await dialog.getByLabel("Text").fill("Hello ");
  await dialog.getByRole("button", { name: "Their name" }).click();
  await expect(dialog.getByLabel("Text")).toHaveValue("Hello {{contact.name}}");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByLabel("Name").fill("hello");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("list", { name: "Snippets" })).toMatchAriaSnapshot(`
    - list "Snippets":
      - listitem:
        - paragraph: bye
        - paragraph: See you.
        - button "Edit bye"
        - button "Delete bye"
      - listitem:
        - paragraph: hello
        - paragraph: /Hello .*contact\\.name/
        - button "Edit hello"
        - button "Delete hello"
  `);
  await page.getByRole("button", { name: "Delete bye" }).click();
  await page.getByRole("button", { name: "Delete the snippet" }).click();
  await expect(page.getByRole("button", { name: "Edit bye" })).toBeHidden();
  await page.getByRole("button", { name: "Edit hello" }).click();
  await page.getByRole("dialog").getByLabel("Text").fill("Good day");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Good day" })).toBeVisible();
  await expect.poll(() => world.api("GET", "/api/snippets")).toMatchObject({ items: [{ name: "hello", text: "Good day" }] });
});

const names = async (world: World) => (await world.api<{ items: { name: string }[] }>("GET", "/api/tags")).items.map(({ name }) => name);

test("tags are added, ordered and saved, and not lost by leaving", async ({ page, world }) => {
  await world.api("PUT", "/api/tags", { items: [{ name: "Order", color: "#0b6b5b" }] });
  await page.goto("/settings/tags");
  await page.getByRole("button", { name: "Add a tag" }).click();
  await page.getByRole("textbox", { name: "Name of the new tag" }).fill("Complaint");
  await page.getByRole("button", { name: "Move Complaint up" }).click();
  await page.getByRole("link", { name: "Snippets" }).click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Stay" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  await expect.poll(() => names(world)).toEqual(["Complaint", "Order"]);
});

test("a tag that is changed while all are being saved stays as it was changed", async ({ page, world }) => {
  await world.api("PUT", "/api/tags", { items: [{ name: "Order", color: "#0b6b5b" }] });
  await page.goto("/settings/tags");
  const name = page.getByRole("textbox", { name: "Name of Order" });
  const unsaved = page.getByRole("region", { name: "Unsaved changes" });
  await page.getByRole("button", { name: "Add a tag" }).click();
  await page.getByRole("textbox", { name: "Name of the new tag" }).fill("Complaint");
  const answer = await held(page, "**/api/tags");
  await unsaved.getByRole("button", { name: "Save" }).click();
  await name.fill("Orders");
  const answered = page.waitForResponse("**/api/tags");
  answer.release();
  await answered;
  await unsaved.getByRole("button", { name: "Save" }).click();
  await expect(unsaved).toBeHidden();
  await expect.poll(() => names(world)).toEqual(["Orders", "Complaint"]);
});

test("look and keys are of this browser", async ({ page }) => {
  await page.goto("/settings/look");
  await page.getByLabel("Theme").selectOption("Dark");
  await page.getByRole("switch", { name: "Send with Enter" }).click();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("switch", { name: "Send with Enter" })).toBeChecked();
  await page.getByRole("link", { name: "You and roles" }).click();
  await expect(page.getByText("Known as ada")).toBeVisible();
});

test.describe("somebody who is no owner", () => {
  test.use({ as: { user: "grace", role: "agent" } });
  test("sees settings, and changes none", async ({ page }) => {
    await page.goto("/settings/calls");
    await expect(page.getByText("Only an owner may change this")).toBeVisible();
    await expect(page.getByRole("switch", { name: "Begin with a menu" })).toBeDisabled();
    await page.getByRole("link", { name: "Snippets" }).click();
    await expect(page.getByText("No snippets yet")).toBeVisible();
    await expect(page.getByRole("button", { name: "Add a snippet" })).toBeHidden();
  });
});

import { violations } from "./axe";
import { card, offers } from "./numbers-page";
import { expect, test } from "./test";

test("a number is renamed by keyboard alone", async ({ page }) => {
  await page.goto("/numbers");
  await card(page, "+1 555 010 0002").getByRole("button", { name: "Change" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Rename" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Name" }).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Support");
  await page.keyboard.press("Enter");
  await expect(card(page, "+1 555 010 0002")).toContainText("Support");
  await page.reload();
  await expect(card(page, "+1 555 010 0002")).toContainText("Support");
});

test("the account is suspended and reactivated", async ({ page }) => {
  await page.goto("/numbers");
  const account = page.getByRole("region", { name: "Twilio account" });
  await expect(account).toContainText("Active");
  await account.getByRole("button", { name: "Suspend" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Suspend" }).click();
  await expect(account).toContainText("by your team");
  await expect(page.getByRole("button", { name: "Buy a number" })).toHaveCount(0);
  await account.getByRole("button", { name: "Reactivate" }).click();
  await expect(account).toContainText("Active");
});

test("a tenant without an account gets one, with a number", async ({ page, world, context }) => {
  const answer = await fetch(`${world.local.url}/dev/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ tenant: "beginner", user: "ada", role: "owner" }),
  });
  const { token } = (await answer.json()) as { token: string };
  const profile = { sub: "ada", role: "owner", name: "ada" };
  const kept = { access_token: token, token_type: "Bearer", profile, expires_at: Math.floor(Date.now() / 1000) + 3000 };
  await context.addInitScript(([key, value]) => sessionStorage.setItem(key, value), [
    `oidc.user:${world.local.url}:dashboard`,
    JSON.stringify(kept),
  ] as const);
  await page.goto("/numbers");
  await expect(page.getByRole("heading", { name: "Get your first number" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("textbox", { name: "Area code" }).fill("303");
  await page.getByRole("button", { name: "Get a number" }).click();
  await expect(page.getByRole("main").getByRole("article")).toContainText("Primary");
  await expect(page.getByRole("main").getByRole("article")).toContainText("Works as it was set up");
  await expect(page.getByRole("region", { name: "Twilio account" })).toContainText("Active");
});

test.describe("the screen", () => {
  test.beforeEach(async ({ page }) => {
    await page.goto("/numbers");
    await expect(page.getByText("Works as it was set up")).toHaveCount(2);
  });

  test("says what numbers there are, and whether they work", async ({ page }) => {
    await expect(page.getByRole("main")).toMatchAriaSnapshot(`
      - main:
        - heading "Numbers" [level=1]
        - button "Check all again"
        - button "Buy a number"
        - article "+1 555 010 0001":
          - heading "+1 555 010 0001 Primary" [level=2]
          - paragraph
          - button "Change +1 555 010 0001"
          - list "What it can do":
            - listitem: Calls
            - listitem: Texts
            - listitem: Pictures
          - paragraph: Works as it was set up
        - article "+1 555 010 0002":
          - heading "+1 555 010 0002" [level=2]
        - region "Twilio account":
          - heading "Twilio account Active" [level=2]
          - paragraph: /AC[0-9a-f]{32}/
          - paragraph: Texts and calls go through it.
          - button "Suspend"
    `);
  });

  for (const scheme of ["light", "dark"] as const) {
    test(`is accessible in ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      expect(await violations(page)).toEqual([]);
      await page.getByRole("button", { name: "Buy a number" }).click();
      await page.getByRole("button", { name: "Search" }).click();
      await expect(offers(page).first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  }
});

test.describe("a viewer", () => {
  test.use({ as: { user: "vera", role: "viewer" } });

  test("sees the numbers and changes nothing", async ({ page }) => {
    await page.goto("/numbers");
    await expect(page.getByText("Works as it was set up")).toHaveCount(2);
    await expect(page.getByRole("main").getByRole("button")).toHaveText([""]);
  });
});

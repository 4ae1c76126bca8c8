import { violations } from "./axe";
import { expect, test } from "./test";

for (const scheme of ["light", "dark"] as const) {
  test(`the frame is accessible in ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto("/");
    await expect(page.getByRole("navigation", { name: "Pages" }).first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

test("keys lead to pages, and are listed", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Inbox" }).first()).toBeVisible();
  await expect(page).toHaveURL(/\/inbox$/);
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page).toHaveURL(/\/settings$/);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("This list");
  await expect(page.getByRole("tooltip")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Find a page" }).fill("voice");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/voicemails$/);
});

test("on a phone the way out is under More", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto("/inbox");
  await page.getByRole("button", { name: "More" }).last().click();
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeInViewport();
});

import { violations } from "./axe";
import { calls, name, ongoing } from "./calls-page";
import { CALLER, MOBILE, Telephone } from "./telephone";
import { expect, test } from "./test";

test.describe("the screen", () => {
  test.beforeEach(async ({ world, page }) => {
    const telephone = new Telephone(world);
    await telephone.recorded("+15550190003");
    await telephone.missed();
    await page.goto("/calls");
    await expect(calls(page)).toHaveCount(2);
  });

  test("says what became of calls", async ({ page }) => {
    await calls(page).last().click();
    await expect(page.getByRole("group", { name: "Recording" })).toBeVisible();
    await expect(page.getByRole("main")).toMatchAriaSnapshot(`
      - main:
        - heading "Calls" [level=1]
        - button "Filters"
        - navigation "Outcome":
          - link "All"
          - link "Missed 1 not looked at"
          - link "Answered"
          - link "Voicemail"
          - link "Failed"
        - list "Calls":
          - listitem:
            - link /\\+1 555 019 0001 .* received Missed not looked at/
          - listitem:
            - link /\\+1 555 019 0003 .* received Answered 0:\\d\\d/
        - heading "+1 555 019 0003" [level=2]
        - button "Call back"
        - link "Text"
        - text: Answered
        - time: /Today/
        - term: Called
        - definition: +1 555 010 0001
        - term: Talked
        - definition: /0:\\d\\d/
        - heading "Phones" [level=3]
        - list:
          - listitem:
            - text: /\\+1 555 019 9001 took the call, 0:\\d\\d/
            - time: /PM|AM/
        - heading "Recording" [level=3]
        - group "Recording":
          - button "Play"
          - slider "Position in Recording"
          - text: 0:00 / 0:30
          - 'button "Speed: 1 times"'
          - button "Download"
    `);
  });

  for (const scheme of ["light", "dark"] as const) {
    test(`is accessible in ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.getByRole("button", { name: "Filters" }).click();
      await calls(page).last().click();
      await expect(page.getByRole("group", { name: "Recording" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.getByRole("button", { name: "Call back" }).click();
      await expect(page.getByRole("combobox", { name: "From" })).toHaveValue("+15550100001");
      expect(await violations(page)).toEqual([]);
    });
  }

  test("is narrowed by what stands in the URL", async ({ page }) => {
    await page.getByRole("navigation", { name: "Outcome" }).getByRole("link", { name: "Missed" }).click();
    await expect(page).toHaveURL(/outcome=missed/);
    await expect(calls(page)).toHaveCount(1);
    await expect(calls(page)).toContainText("+1 555 019 0001");
    await page.getByRole("navigation", { name: "Outcome" }).getByRole("link", { name: "All" }).click();
    await page.getByRole("button", { name: "Filters" }).click();
    await page.getByRole("textbox", { name: "With this number" }).fill("(555) 019-0003");
    await page.keyboard.press("Enter");
    await expect(calls(page)).toHaveCount(1);
    await expect(calls(page)).toContainText("+1 555 019 0003");
    await page.reload();
    await expect(calls(page)).toHaveCount(1);
    await page.getByRole("combobox", { name: "Direction" }).selectOption("Made");
    await expect(page.getByText("No call is like that")).toBeVisible();
    await page.getByRole("button", { name: "Show all again" }).click();
    await expect(calls(page)).toHaveCount(2);
  });
});

test("a missed call shows, and is called back by keyboard alone", async ({ page, world }) => {
  const telephone = new Telephone(world);
  await page.goto("/calls?outcome=missed");
  await expect(page.getByText("No call is like that")).toBeVisible();
  await name(world, CALLER, "Grace Hopper");
  await telephone.missed();
  await expect(calls(page)).toHaveText(/Grace Hopper.*Missed/);
  const badge = page.getByRole("link", { name: "Calls 1 waiting" });
  await expect(badge).toBeVisible();

  await telephone.takes(MOBILE, { answer_after: 1, actions: [{ press: "1" }, { talk: 20 }] });
  await telephone.takes(CALLER, { answer_after: 1 });
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Grace Hopper", level: 2 })).toBeVisible();
  await expect(badge).toBeHidden();
  await page.getByRole("button", { name: "Call back" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "From" })).toHaveValue("+15550100001");
  await page.getByRole("textbox", { name: "Your phone" }).focus();
  await page.keyboard.type("+1 555 019 9001");
  await page.keyboard.press("Enter");
  await expect(ongoing(page)).toContainText("Grace Hopper");
  await expect(ongoing(page)).toContainText("Answered");
  await page.keyboard.press("Escape");
  await page.getByRole("navigation", { name: "Outcome" }).getByRole("link", { name: "All" }).focus();
  await page.keyboard.press("Enter");
  await expect(calls(page).first()).toHaveText(/Grace Hopper.*made.*Answered/);
});

test.describe("a viewer", () => {
  test.use({ as: { user: "vera", role: "viewer" } });

  test("sees calls and changes nothing", async ({ page, world }) => {
    await new Telephone(world).missed();
    await page.goto("/calls");
    await calls(page).first().click();
    await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
    await expect(page.getByRole("button", { name: "Call back" })).toHaveCount(0);
    await expect(calls(page).first()).toContainText("not looked at");
  });
});

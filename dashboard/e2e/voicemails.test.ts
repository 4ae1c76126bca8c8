import type { Page } from "@playwright/test";

import { violations } from "./axe";
import { CALLER, Telephone } from "./telephone";
import { expect, test } from "./test";

const voicemails = (page: Page) => page.getByRole("list", { name: "Voicemails" }).getByRole("link");
const player = (page: Page) => page.getByRole("group", { name: "Voicemail" });
const heard = (page: Page) => page.locator("audio").evaluate((audio: HTMLAudioElement) => audio.currentTime);
const tab = (page: Page, name: string) => page.getByRole("navigation", { name: "Status" }).getByRole("link", { name });

test("a voicemail appears at once, is played and archived", async ({ page, world }) => {
  const telephone = new Telephone(world);
  await page.goto("/voicemails");
  await expect(page.getByText("No new voicemails")).toBeVisible();
  await telephone.voicemail();
  await expect(voicemails(page)).toHaveText(/\+1 555 019 0001.*Please call me back\..*0:07.*new/);
  await expect(page.getByRole("link", { name: "Voicemails 1 waiting" })).toBeVisible();
  await voicemails(page).click();
  await player(page).getByRole("button", { name: "Play" }).click();
  await expect.poll(() => heard(page)).toBeGreaterThan(0);
  await expect(page.getByRole("link", { name: "Voicemails", exact: true })).toBeVisible();
  // It stays in sight while it is open.
  await expect(voicemails(page)).toHaveText(/0:07$/);
  await expect(player(page).getByRole("button", { name: "Pause" })).toBeVisible();
  await tab(page, "New").click();
  await expect(page.getByText("No new voicemails")).toBeVisible();
  await tab(page, "Listened").click();
  await voicemails(page).click();
  await page.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByText("Nothing listened to")).toBeVisible();
  await tab(page, "Archived").click();
  await expect(voicemails(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Nothing archived")).toBeVisible();
  await expect.poll(async () => (await world.api<{ items: object[] }>("GET", "/api/voicemails?status=listened")).items.length).toBe(1);
});

test("one that is still being copied can be played once it is there", async ({ page, world }) => {
  const telephone = new Telephone(world);
  await telephone.voicemail();
  let copied = false;
  await page.route("**/api/voicemails/RE*", async (route) => {
    const answer = await route.fetch();
    const voicemail = (await answer.json()) as object;
    await route.fulfill({ response: answer, json: copied ? voicemail : { ...voicemail, file: { status: "pending", url: null } } });
  });
  await page.goto("/voicemails");
  await voicemails(page).click();
  await expect(page.getByText("The recording is being copied.")).toBeVisible();
  copied = true;
  await expect(player(page).getByRole("button", { name: "Play" })).toBeVisible();
});

test("the whole by keyboard alone", async ({ page, world }) => {
  const telephone = new Telephone(world);
  await telephone.voicemail(CALLER, "The first one.");
  await telephone.voicemail("+15550190002", "The second one.");
  await page.goto("/voicemails");
  await expect(voicemails(page)).toHaveCount(2);
  await page.keyboard.press("j");
  await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toHaveText("+1 555 019 0002");
  await expect(player(page)).toBeVisible();
  await page.keyboard.press("Space");
  await expect.poll(() => heard(page)).toBeGreaterThan(0);
  await page.keyboard.press("Space");
  await expect(player(page).getByRole("button", { name: "Play" })).toBeVisible();
  await expect(voicemails(page)).toHaveCount(2);
  await page.keyboard.press("e");
  await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toHaveText("+1 555 019 0001");
  await page.keyboard.press("e");
  await expect(page.getByText("No new voicemails")).toBeVisible();
  await tab(page, "Archived").focus();
  await page.keyboard.press("Enter");
  await expect(voicemails(page)).toHaveCount(2);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toHaveText("+1 555 019 0001");
  await page.keyboard.press("k");
  await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toHaveText("+1 555 019 0002");
});

test("who has called is called back and written to", async ({ page, world }) => {
  await world.api("POST", "/api/contacts", { addresses: [{ address: CALLER }], name: "Grace Hopper" });
  await new Telephone(world).voicemail();
  await page.goto("/voicemails");
  await voicemails(page).click();
  await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toHaveText("Grace Hopper");
  await page.getByRole("button", { name: "Call back" }).click();
  await expect(page.getByRole("dialog", { name: "Call +1 555 019 0001" })).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("main").getByRole("link", { name: "Text" }).click();
  await expect(page).toHaveURL(/\/inbox\/sms\.15550100001\.15550190001/);
});

test("one is marked as new again", async ({ page, world, signedIn }) => {
  await new Telephone(world).voicemail();
  const second = await (await signedIn({ user: "bob", role: "agent" })).newPage();
  await second.goto("/voicemails?status=listened");
  await expect(second.getByText("Nothing listened to")).toBeVisible();
  await page.goto("/voicemails");
  await voicemails(page).click();
  await player(page).getByRole("button", { name: "Play" }).click();
  await expect(voicemails(second)).toHaveCount(1);
  await page.getByRole("button", { name: "More" }).last().click();
  await page.getByRole("menuitem", { name: "Mark as new" }).click();
  await expect(voicemails(page)).toHaveCount(1);
  await expect(voicemails(second)).toHaveCount(0);
});

test.describe("the screen", () => {
  test.beforeEach(async ({ world, page }) => {
    await new Telephone(world).voicemail();
    await page.goto("/voicemails");
    await voicemails(page).click();
    await expect(player(page)).toBeVisible();
  });

  test("says who has left what", async ({ page }) => {
    await expect(page.getByRole("main")).toMatchAriaSnapshot(`
      - main:
        - heading "Voicemails" [level=1]
        - navigation "Status":
          - link "New 1"
          - link "Listened"
          - link "Archived"
        - list "Voicemails":
          - listitem:
            - link /\\+1 555 019 0001 .* Please call me back. 0:07 new/
        - heading "+1 555 019 0001" [level=2]:
          - link "+1 555 019 0001"
        - button "More"
        - button "Call back"
        - link "Text"
        - button "Archive"
        - paragraph:
          - time: /Today/
          - text: ", to +1 555 010 0001"
        - group "Voicemail":
          - button "Play"
          - slider "Position in Voicemail"
          - text: 0:00 / 0:07
          - 'button "Speed: 1 times"'
          - button "Download"
        - heading "In words" [level=3]
        - paragraph: Please call me back.
    `);
  });

  for (const scheme of ["light", "dark"] as const) {
    test(`is accessible in ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      expect(await violations(page)).toEqual([]);
    });
  }
});

test.describe("a viewer", () => {
  test.use({ as: { user: "vera", role: "viewer" } });

  test("hears voicemails and changes nothing", async ({ page, world }) => {
    await new Telephone(world).voicemail();
    await page.goto("/voicemails");
    await voicemails(page).click();
    await player(page).getByRole("button", { name: "Play" }).click();
    await expect.poll(() => heard(page)).toBeGreaterThan(0);
    await expect(voicemails(page)).toHaveText(/new/);
    await expect(page.getByRole("button", { name: "Archive" })).toHaveCount(0);
  });
});

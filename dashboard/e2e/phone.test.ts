import { violations } from "./axe";
import { ANA, BEN, expect, test } from "./phone-page";

test("one phone is ready at first, and says what to do", async ({ page, phones }) => {
  await phones.open();
  await expect(page.getByRole("link", { name: "the inbox" })).toHaveAttribute("href", "/");
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - banner:
      - heading "Phones" [level=1]
      - paragraph: The world outside, simulated on this machine
      - status
      - button "Add a phone"
      - button "Dark colours"
      - link "Inbox"
    - main:
      - region "Phones":
        - article "Ana, ${ANA}":
          - heading "Ana" [level=2]
          - paragraph: +1 555 019 0001
          - button "Call this number"
          - button "More"
          - text: To
          - combobox "To"
          - log "Texts and calls":
            - paragraph: Say hello
            - text: Text +1 555 010 0001 and look at
            - link "the inbox"
            - text: . The answer comes back here.
          - button "STOP"
          - button "START"
          - button "HELP"
          - button "On WhatsApp"
          - button "To a group"
          - button "Add a picture"
          - textbox "Text from Ana"
          - button "Send" [disabled]
      - complementary "What happens":
        - group "Shown beside the phones":
          - button "Webhooks" [pressed]
          - button "Faults"
        - heading "Webhooks" [level=2]
        - combobox "Phone"
        - combobox "Kind"
        - button "Pause"
        - region "Webhooks, latest first":
          - paragraph: No webhook yet
          - text: "Send a text or call: what the application is asked is listed here until the local run ends."
  `);
});

test("phones are added, remembered and put away by keyboard alone", async ({ page, phones }) => {
  await phones.open();
  await page.getByRole("button", { name: "Add a phone" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Number" })).toHaveValue(BEN);
  await page.keyboard.press("Tab");
  await page.keyboard.type("Ben");
  await page.keyboard.press("Enter");
  await expect(phones.phone("Ben")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`phones=.*${BEN.slice(1)}`));
  await phones.open();
  await phones.phone("Ben").getByRole("button", { name: "More" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Put this phone away" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(phones.phone("Ben")).toHaveCount(0);
  await expect(phones.phone("Ana")).toBeVisible();
});

test("the kinds of phones are offered, and a number that is none is refused", async ({ page, phones, world }) => {
  await phones.open();
  await page.getByRole("button", { name: "Add a phone" }).click();
  await page.getByRole("textbox", { name: "Number" }).fill("12");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(/Write a phone number/);
  await page.getByRole("textbox", { name: "Number" }).fill("(555) 019-0002");
  await page.getByRole("dialog").getByRole("combobox", { name: "Kind" }).selectOption("A landline: calls only");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(phones.phone(BEN)).toContainText("Landline");
  await world.api("POST", "/api/messages", { from: world.number, to: BEN, body: "Do you get this?" });
  await expect(phones.log(BEN)).toContainText("Did not arrive: this is a landline (30006)");
});

for (const scheme of ["light", "dark"] as const) {
  test(`all that is shown is accessible in ${scheme}`, async ({ page, phones, world }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await phones.open(`?phones=${ANA},${BEN}`);
    await phones.text("Ana", "Hello");
    await phones.phone("Ana").getByRole("button", { name: "Webhook 200" }).click();
    await expect(phones.webhooks.getByRole("table")).toBeVisible();
    await phones.phone("Ana").getByRole("button", { name: "To a group" }).click();
    expect(await violations(page)).toEqual([]);
    await phones.phone("Ana").getByRole("button", { name: "Call this number" }).click();
    await expect(phones.phone("Ana").getByRole("button", { name: "Hang up" })).toBeVisible();
    await page.getByRole("button", { name: "Faults" }).click();
    await world.api("POST", "/api/twilio/calls/make", { to: BEN, say: "Hello" });
    await expect(phones.phone(BEN).getByRole("button", { name: "Answer" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

test("a narrow screen shows one thing at a time", async ({ page, phones }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await phones.open();
  await phones.text("Ana", "Hello");
  await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: "Webhooks" }).click();
  await expect(phones.phone("Ana")).toBeHidden();
  await expect(phones.webhooks.getByRole("button", { name: /Text in/ })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  expect(await violations(page)).toEqual([]);
});

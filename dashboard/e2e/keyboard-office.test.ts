import { calls, name, ongoing } from "./calls-page";
import { press, reach, write } from "./keyboard";
import { card, offers } from "./numbers-page";
import { MOBILE, Telephone } from "./telephone";
import { expect, test } from "./test";

// The stories of calls, numbers and settings, without a mouse.

const LEAD = "+15550190007";

test("a lead is called, and the outcome is there", async ({ page, world }) => {
  const telephone = new Telephone(world);
  await name(world, LEAD, "Ada Lovelace");
  await telephone.takes(MOBILE, { answer_after: 1, actions: [{ press: "1" }, { talk: 20 }] });
  await telephone.takes(LEAD, { busy: true });
  await world.api("POST", "/api/twilio/calls/make", { to: LEAD, connect: MOBILE }, { user: "bob", role: "agent" });
  await page.goto("/calls");
  await press(page, calls(page).first());
  await press(page, page.getByRole("button", { name: "Call again" }));
  await write(page, page.getByRole("textbox", { name: "Your phone" }), MOBILE);
  await press(page, page.getByRole("button", { name: "Call now" }));
  await expect(ongoing(page)).toContainText("Busy");
  await press(page, ongoing(page).getByRole("link", { name: "Details" }));
  await expect(page.getByRole("definition").filter({ hasText: "crm-7" })).toBeVisible();
});

test("a number is bought and repaired", async ({ page, world }) => {
  await page.goto("/numbers");
  await press(page, page.getByRole("button", { name: "Buy a number" }));
  await write(page, page.getByRole("textbox", { name: "Area code" }), "303");
  await page.keyboard.press("Enter");
  await press(page, offers(page).first());
  const title = await page.getByRole("dialog").getByRole("heading", { level: 2 }).innerText();
  await press(page, page.getByRole("button", { name: "Buy", exact: true }));
  const bought = card(page, title.replace("Buy ", ""));
  await expect(bought).toContainText("Works as it was set up");

  const { items } = await world.api<{ items: { phone_number: string; number_sid: string }[] }>("GET", "/api/numbers");
  const sid = items.find(({ phone_number }) => phone_number.startsWith("+1303"))?.number_sid;
  await new Telephone(world).rest(`IncomingPhoneNumbers/${sid}`, { SmsUrl: "https://elsewhere.example/sms" });
  await press(page, page.getByRole("button", { name: "Check all again" }));
  await press(page, bought.getByRole("button", { name: "Repair" }));
  await expect(bought).toContainText("Works as it was set up");
});

test("what a caller hears is changed and listened to", async ({ page }) => {
  await page.goto("/settings/calls");
  await reach(page, page.getByRole("switch", { name: "Take messages when nobody answers" }));
  await page.keyboard.press("Space");
  await write(page, page.getByLabel("Text that is read out"), "This is the shop.");
  await press(page, page.getByRole("region", { name: "Unsaved changes" }).getByRole("button", { name: "Save" }));
  await expect(page.getByRole("region", { name: "What a caller hears now" })).toContainText("This is the shop.");
  await press(page, page.getByRole("button", { name: "Call and listen" }));
  await expect(page.getByRole("list", { name: "Heard" })).toContainText("“This is the shop.”");
});

import { card, offers } from "./numbers-page";
import { Telephone } from "./telephone";
import { expect, test } from "./test";

test("a number is bought, repaired, made primary and released", async ({ page, world }) => {
  await page.goto("/numbers");
  await expect(card(page, "+1 555 010 0001")).toContainText("Primary");
  await page.getByRole("button", { name: "Buy a number" }).click();
  await page.getByRole("textbox", { name: "Area code" }).fill("303");
  await page.getByRole("button", { name: "Search" }).click();
  await offers(page).first().click();
  const title = await page.getByRole("dialog").getByRole("heading", { level: 2 }).innerText();
  const number = title.replace("Buy ", "");
  expect(number).toMatch(/^\+1 303 \d{3} \d{4}$/);
  await page.getByRole("textbox", { name: "Name" }).fill("Branch");
  await page.getByRole("button", { name: "Buy", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  const bought = card(page, number);
  await expect(bought).toContainText("Branch");
  await expect(bought).toContainText("Works as it was set up");

  const { items } = await world.api<{ items: { phone_number: string; number_sid: string }[] }>("GET", "/api/numbers");
  const sid = items.find(({ phone_number }) => phone_number === number.replaceAll(" ", ""))?.number_sid;
  await new Telephone(world).rest(`IncomingPhoneNumbers/${sid}`, { SmsUrl: "https://elsewhere.example/sms" });
  await page.getByRole("button", { name: "Check all again" }).click();
  await expect(bought).toContainText("Texts to it do not arrive here.");
  await bought.getByRole("button", { name: "Repair" }).click();
  await expect(bought).toContainText("Works as it was set up");
  const checked = await world.api<{ webhooks: { ok: boolean } }>("GET", `/api/numbers/${number.replace(/\D/g, "")}`);
  expect(checked.webhooks.ok).toBe(true);

  await card(page, "+1 555 010 0001").getByRole("button", { name: "Change" }).click();
  await page.getByRole("menuitem", { name: "Release" }).click();
  await expect(page.getByRole("dialog")).toContainText("Make another number the primary one first");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await bought.getByRole("button", { name: "Change" }).click();
  await page.getByRole("menuitem", { name: "Make it the primary number" }).click();
  await expect(bought).toContainText("Primary");
  await expect(card(page, "+1 555 010 0001")).not.toContainText("Primary");

  const second = card(page, "+1 555 010 0002");
  await second.getByRole("button", { name: "Change" }).click();
  await page.getByRole("menuitem", { name: "Release" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("+1 555 010 0001");
  await page.getByRole("dialog").getByRole("button", { name: "Release", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText("This is another number.");
  await page.getByRole("dialog").getByRole("textbox").fill("555 010 0002");
  await page.getByRole("dialog").getByRole("button", { name: "Release", exact: true }).click();
  await expect(second).toHaveCount(0);
  await page.reload();
  await expect(bought).toContainText("Primary");
  await expect(second).toHaveCount(0);
});

test("a purchase whose answer was lost is gone on with, and buys once", async ({ page, world }) => {
  await page.goto("/numbers");
  await page.getByRole("button", { name: "Buy a number" }).click();
  await page.getByRole("button", { name: "Search" }).click();
  await offers(page).first().click();
  await page.route("**/api/twilio/purchase-number", async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await page.getByRole("button", { name: "Buy", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("It may have been bought");
  await page.reload();
  await expect(page.getByText("it is not known how it ended")).toBeVisible();
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("it is not known how it ended")).toBeHidden();
  const { items } = await world.api<{ items: object[] }>("GET", "/api/numbers");
  expect(items).toHaveLength(3);
});

test("where nothing is for sale it says what to do, and a refusal is in place", async ({ page, world }) => {
  await world.sim("inventory", { country: "US", area_code: 503, offers: 0 });
  await page.goto("/numbers");
  await page.getByRole("button", { name: "Buy a number" }).click();
  await page.getByRole("textbox", { name: "Area code" }).fill("503");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("No number like that is for sale.")).toBeVisible();
  await page.getByRole("textbox", { name: "Area code" }).fill("");
  await page.getByRole("button", { name: "Search" }).click();
  await offers(page).first().click();
  await page.route("**/api/twilio/purchase-number", (route) =>
    route.fulfill({ status: 409, json: { error: { code: "not_available", message: "This number is not for sale any more." } } }),
  );
  await page.getByRole("button", { name: "Buy", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText("This number is not for sale any more.");
});

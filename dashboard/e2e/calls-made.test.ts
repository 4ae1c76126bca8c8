import { calls, name, ongoing } from "./calls-page";
import { MOBILE, Telephone } from "./telephone";
import { expect, test } from "./test";

const LEAD = "+15550190007";

for (const { takes, outcome } of [
  { takes: { answer_after: 1 }, outcome: "Answered" },
  { takes: { busy: true }, outcome: "Busy" },
  { takes: { no_answer: true }, outcome: "Not reached" },
]) {
  test(`a lead is called with a click: ${outcome}`, async ({ page, world }) => {
    const telephone = new Telephone(world);
    await name(world, LEAD, "Ada Lovelace");
    await telephone.takes(MOBILE, { answer_after: 1, actions: [{ press: "1" }, { talk: 20 }] });
    await telephone.takes(LEAD, { busy: true });
    await world.api("POST", "/api/twilio/calls/make", { to: LEAD, connect: MOBILE }, { user: "bob", role: "agent" });
    await telephone.takes(LEAD, takes);
    await page.goto("/calls");
    await calls(page).first().click();
    await page.getByRole("button", { name: "Call again" }).click();
    await page.getByRole("textbox", { name: "Your phone" }).fill(MOBILE);
    await page.getByRole("button", { name: "Call now" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(ongoing(page)).toContainText("Ada Lovelace");
    await expect(ongoing(page)).toContainText(outcome);
    await ongoing(page).getByRole("link", { name: "Details" }).click();
    await expect(page.getByRole("definition").filter({ hasText: "crm-7" })).toBeVisible();
    await expect(page.getByRole("definition").filter({ hasText: "ada" }).first()).toBeVisible();
    await expect(page.getByRole("main")).toContainText("Your phone +1 555 019 9001");
  });
}

test("a call is told of the phone that does not answer, and a wrong number is refused in place", async ({ page, world }) => {
  const telephone = new Telephone(world);
  await telephone.missed();
  await page.goto("/calls");
  await calls(page).first().click();
  await page.getByRole("button", { name: "Call back" }).click();
  await page.getByRole("textbox", { name: "Your phone" }).fill("12");
  await page.getByRole("button", { name: "Call now" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("no phone number");
  await page.getByRole("textbox", { name: "Your phone" }).fill(MOBILE);
  await page.getByRole("button", { name: "Call now" }).click();
  await expect(ongoing(page)).toContainText("Your phone did not answer");
});

test("a call says at each moment what it waits for", async ({ page, world }) => {
  const telephone = new Telephone(world);
  await telephone.takes(MOBILE, { live: true });
  await telephone.takes(LEAD, { live: true });
  await page.goto("/calls");
  const { call_sid: own } = await world.api<{ call_sid: string }>("POST", "/api/twilio/calls/make", { to: LEAD, connect: MOBILE });
  const does = (sid: string, step: object) => world.sim<{ taken: boolean }>(`calls/${sid}/steps`, step);
  await expect(ongoing(page)).toContainText("Ringing your phone");
  await does(own, { answer: true });
  await expect(ongoing(page)).toContainText("Press 1 on your phone");
  // The phone may have been picked up, and nobody asks for a key yet.
  await expect.poll(async () => (await does(own, { press: "1" })).taken).toBe(true);
  await expect(ongoing(page)).toContainText("Calling them");
  const lead = await telephone.dialled(own);
  await does(lead, { answer: true });
  await expect(ongoing(page)).toContainText("Talking");
  await does(lead, { hang_up: true });
  await expect(ongoing(page)).toContainText("Answered");
});

test("a call that is not taken at the own phone does not say that it was not answered", async ({ page, world }) => {
  await new Telephone(world).takes(MOBILE, { mailbox: { answer_after: 1 } });
  await page.goto("/calls");
  await world.api("POST", "/api/twilio/calls/make", { to: LEAD, connect: MOBILE });
  await expect(ongoing(page)).toContainText("Not taken at your phone");
});

test("a text is spoken", async ({ page, world }) => {
  await new Telephone(world).missed();
  await page.goto("/calls");
  await calls(page).first().click();
  await page.getByRole("button", { name: "Call back" }).click();
  await page.getByText("Speak a text").click();
  await page.getByRole("textbox", { name: "What they hear" }).fill("Your order is ready.");
  await page.getByRole("button", { name: "Call now" }).click();
  await expect(ongoing(page)).toContainText("Answered");
  await ongoing(page).getByRole("link", { name: "Details" }).click();
  await expect(page.getByText("Your order is ready.")).toBeVisible();
});

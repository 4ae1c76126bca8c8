import { once } from "node:events";
import { createServer } from "node:http";

import type { Page } from "@playwright/test";

import { violations } from "./axe";
import { expect, test } from "./test";
import type { World } from "./world";

const ANNA = "+15550190001";

const summary = (page: Page) => page.getByRole("main").getByRole("status").first();
const withVoicemail = (world: World) => world.api("PATCH", "/api/preferences", { voicemail_enabled: true });

test("all is well", async ({ page, world }) => {
  await withVoicemail(world);
  await page.goto("/health");
  await expect(summary(page)).toHaveText("All is well. There is nothing to do.");
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "Health" [level=1]
      - button "Check again"
      - status:
        - paragraph: All is well. There is nothing to do.
      - heading "Twilio account" [level=2]
      - paragraph: It is active.
      - heading "Numbers" [level=2]
      - paragraph: All 2 are set up as they should be.
      - heading "Calls that come in" [level=2]
      - paragraph: Callers reach a phone, a menu or the voicemail.
      - heading "Messages that did not arrive" [level=2]
      - paragraph: All that was sent last has arrived or is on its way.
      - heading "Webhooks to your servers" [level=2]
      - paragraph: There are none.
      - heading "Live changes" [level=2]
      - paragraph: This page hears of changes at once.
  `);
});

test("callers who would reach nobody are told of, until the voicemail takes them", async ({ page, world }) => {
  await page.goto("/health");
  await expect(page.getByText("Callers hear that nobody is there")).toBeVisible();
  await expect(page.getByRole("link", { name: "To the settings" })).toHaveAttribute("href", "/settings");
  await withVoicemail(world);
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(summary(page)).toHaveText("All is well. There is nothing to do.");
});

test("a number that was changed at Twilio is repaired", async ({ page, world }) => {
  await withVoicemail(world);
  await changeAtTwilio(world);
  await page.goto("/health");
  await expect(page.getByText("+1 555 010 0002 is not set up as it should be")).toBeVisible();
  await expect(page.getByText("Somebody has changed at Twilio where texts are told.")).toBeVisible();
  await page.getByRole("button", { name: "Repair" }).click();
  await expect(page.getByText("All 2 are set up as they should be.")).toBeVisible();
});

/** Somebody changes where the second number tells of texts, in Twilio's console. */
async function changeAtTwilio(world: World) {
  const dev = await fetch(`${world.local.url}/dev/account?tenant=demo`);
  const { account_sid: account, auth_token: token } = (await dev.json()) as Record<string, string>;
  const { items } = await world.api<{ items: { phone_number: string; number_sid: string }[] }>("GET", "/api/numbers");
  const sid = items.find(({ phone_number }) => phone_number === world.second)?.number_sid;
  const answer = await fetch(`${new URL(world.local.sim).origin}/2010-04-01/Accounts/${account}/IncomingPhoneNumbers/${sid}.json`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${account}:${token}`)}` },
    body: new URLSearchParams({ SmsUrl: "https://www.example.com/elsewhere" }),
  });
  expect(answer.status).toBe(200);
}

test("messages that fail are there at once, by why, with what to do", async ({ page, world }) => {
  await withVoicemail(world);
  await page.goto("/health");
  await expect(summary(page)).toHaveText("All is well. There is nothing to do.");
  for (const to of [ANNA, "+15550190002"]) {
    await world.sim("phones", { number: to, outcome: "undelivered", error_code: 30005 });
    await world.api("POST", "/api/messages", { to, body: "Good morning" });
  }
  await expect(page.getByText("2 messages: The receiver's network does not know this number")).toBeVisible();
  await expect(page.getByText("Check the number.")).toBeVisible();
  await expect(page.getByRole("link", { name: "+1 555 019 0001" })).toHaveAttribute("href", /\/inbox\/sms\.15550100001\.15550190001$/);
});

test("a suspended account is reactivated", async ({ page, world }) => {
  await withVoicemail(world);
  await world.api("POST", "/api/twilio/account/suspend");
  await page.goto("/health");
  await expect(page.getByText("The Twilio account is suspended")).toBeVisible();
  await page.getByRole("button", { name: "Reactivate" }).click();
  await expect(page.getByText("It is active.")).toBeVisible();
});

test("a webhook that was switched off is switched on again", async ({ page, world }) => {
  const server = createServer((_request, response) => response.writeHead(410).end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { endpoint_id: id } = await world.api<{ endpoint_id: string }>("POST", "/api/webhooks", { url: `http://127.0.0.1:${port}/hooks` });
  await world.text(ANNA, "Hello");
  await expect.poll(async () => (await world.api<{ enabled: boolean }>("GET", `/api/webhooks/${id}`)).enabled).toBe(false);
  await page.goto("/health");
  await expect(page.getByText(`127.0.0.1:${port} was switched off`)).toBeVisible();
  await page.getByRole("button", { name: "Switch on again" }).click();
  await expect(page.getByText("Your servers take what they are told.")).toBeVisible();
  server.close();
});

test.describe("for a viewer", () => {
  test.use({ as: { user: "eve", role: "viewer" } });
  test("nothing is offered that a viewer may not do", async ({ page, world }) => {
    await changeAtTwilio(world);
    await page.goto("/health");
    await expect(page.getByText("An owner can repair it here.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Repair" })).toHaveCount(0);
  });
});

for (const scheme of ["light", "dark"] as const) {
  test(`health is accessible in ${scheme}`, async ({ page, world }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await changeAtTwilio(world);
    await world.sim("phones", { number: ANNA, outcome: "undelivered", error_code: 30005 });
    await world.api("POST", "/api/messages", { to: ANNA, body: "Good morning" });
    await page.goto("/health");
    await expect(summary(page)).toHaveText("3 things need you.");
    expect(await violations(page)).toEqual([]);
  });
}

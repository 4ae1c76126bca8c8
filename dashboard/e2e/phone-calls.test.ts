import { ANA, BEN, expect, test } from "./phone-page";

test("a caller hears the menu and presses a key", async ({ phones, world }) => {
  const menu = { prompt: "For our hours, press 1.", choices: { 1: { action: "say", text: "We are open until six." } } };
  await world.api("PATCH", "/api/preferences", { menu });
  await phones.open();
  const ana = phones.phone("Ana");
  await ana.getByRole("button", { name: "Call this number" }).click();
  await expect(ana.getByRole("log", { name: "Heard in the call" })).toContainText("For our hours, press 1.");
  await expect(ana.getByRole("status")).toHaveText("Press a key");
  await ana.getByRole("group", { name: "Keypad" }).getByRole("button", { name: "1", exact: true }).click();
  await expect(ana.getByRole("log", { name: "Heard in the call" })).toContainText("Pressed 1");
  await expect(ana.getByRole("log", { name: "Heard in the call" })).toContainText("We are open until six.");
  await expect(phones.webhooks.getByRole("button", { name: /Keys 1/ })).toBeVisible();
});

test("a voicemail is left by keyboard alone", async ({ page, phones, world }) => {
  await world.api("PATCH", "/api/preferences", { voicemail_enabled: true, greeting_text: "Leave a message." });
  await phones.open();
  const ana = phones.phone("Ana");
  await ana.getByRole("button", { name: "Call this number" }).focus();
  await page.keyboard.press("Enter");
  await expect(ana.getByRole("status")).toHaveText(/^Recording: say something/);
  await expect(ana.getByRole("log", { name: "Heard in the call" })).toContainText("Leave a message.");
  await expect(ana.getByRole("log", { name: "Heard in the call" })).toContainText("Beep");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Please call me back.");
  await page.keyboard.press("Enter");
  await expect(ana.getByRole("log", { name: "Heard in the call" })).toContainText("Please call me back.");
  await ana.getByRole("button", { name: "Hang up" }).focus();
  await page.keyboard.press("Enter");
  await expect(ana.getByRole("status")).toHaveText("Hanging up when all is said");
  await expect(ana.getByRole("status")).toContainText("Call ended");
  await expect(ana.getByRole("link", { name: /Recording/ })).toBeVisible();
  await ana.getByRole("button", { name: "Done" }).press("Enter");
  await expect(phones.log("Ana").getByText(/^Call, /)).toBeVisible();
  await expect.poll(async () => JSON.stringify(await world.api("GET", "/api/voicemails"))).toContain("Please call me back.");
});

test("a voicemail is typed slowly after the beep, and nothing of it is lost", async ({ phones, world }) => {
  await world.api("PATCH", "/api/preferences", { voicemail_enabled: true, greeting_text: "Leave a message." });
  await phones.open();
  const ana = phones.phone("Ana");
  const heard = ana.getByRole("log", { name: "Heard in the call" });
  const beforeBeep = "Hello, here is Ana.";
  await ana.getByRole("button", { name: "Call this number" }).click();
  const box = ana.getByRole("textbox", { name: "Say something" });
  await box.fill(beforeBeep);
  await box.press("Enter");
  await expect(ana.getByText("This is said as soon as somebody listens.")).toBeVisible();
  await expect(heard).toContainText("Beep");
  await expect(ana.getByRole("status")).toHaveText(/^Recording/);
  await expect(heard).toContainText(beforeBeep);
  // Longer than the silence that ends a recording.
  await box.pressSequentially("Please call back.", { delay: 700 });
  await box.press("Enter");
  await expect(heard).toContainText("Please call back.");
  await expect(heard).not.toContainText("Nobody listened");
  await ana.getByRole("button", { name: "Hang up" }).click();
  await expect(ana.getByRole("status")).toContainText("Call ended");
  await expect.poll(async () => JSON.stringify(await world.api("GET", "/api/voicemails"))).toContain(`${beforeBeep} Please call back.`);
  await expect(phones.webhooks.getByRole("button", { name: /Recording completed.*Ana/ })).toBeVisible();
});

test("a call that nobody can take says where to switch that on, and one that is taken does not", async ({ phones, world }) => {
  await phones.open();
  const ana = phones.phone("Ana");
  const settings = ana.getByRole("link", { name: "Settings › Calls" });
  await ana.getByRole("button", { name: "Call this number" }).click();
  await expect(ana.getByRole("status")).toContainText("Call ended");
  await expect(settings).toHaveAttribute("href", "/settings/calls");
  await ana.getByRole("button", { name: "Done" }).click();
  await phones.log("Ana").getByText(/^Call, /).click();
  await expect(settings).toBeVisible();
  await world.api("PATCH", "/api/preferences", { voicemail_enabled: true, greeting_text: "Leave a message." });
  await ana.getByRole("button", { name: "Call this number" }).click();
  await expect(ana.getByRole("status")).toHaveText(/^Recording/);
  await ana.getByRole("button", { name: "Hang up" }).click();
  await expect(ana.getByRole("status")).toContainText("Call ended");
  await expect(ana.getByRole("region", { name: "Call of Ana" }).getByRole("link", { name: "Settings › Calls" })).toHaveCount(0);
});

test("a call of the application is taken, and the lead's phone rings and answers", async ({ page, phones, world }) => {
  await phones.open(`?phones=${ANA},${BEN}`);
  const [ana, ben] = [phones.phone("Ana"), phones.phone(BEN)];
  await expect.poll(async () => JSON.stringify(await (await fetch(`${world.local.sim}/parties`)).json())).toContain(BEN);
  await world.api("POST", "/api/twilio/calls/make", { from: world.number, to: BEN, connect: ANA });
  await expect(ana.getByRole("alert")).toContainText("+1 555 010 0001");
  await ana.getByRole("button", { name: "Answer" }).click();
  await expect(ana.getByRole("status")).toHaveText("Press a key");
  await ana.getByRole("group", { name: "Keypad" }).getByRole("button", { name: "1", exact: true }).click();
  await ben.getByRole("button", { name: "Answer" }).click();
  await expect(ana.getByRole("status")).toHaveText("Connected");
  await expect(ben.getByRole("status")).toHaveText("Connected");
  await ana.getByRole("textbox", { name: "Say something" }).fill("Good morning, Ben.");
  await ana.getByRole("textbox", { name: "Say something" }).press("Enter");
  await expect(ben.getByRole("log", { name: "Heard in the call" })).toContainText("Good morning, Ben.");
  await ben.getByRole("textbox", { name: "Say something" }).fill("Who is there?");
  await ben.getByRole("textbox", { name: "Say something" }).press("Enter");
  await expect(ana.getByRole("log", { name: "Heard in the call" })).toContainText("Who is there?");
  await expect(page.getByText("Nobody listened")).toHaveCount(0);
  await ben.getByRole("button", { name: "Hang up" }).click();
  await expect(ana.getByRole("status")).toContainText("Call ended");
  await expect(page.getByRole("timer")).toHaveCount(0);
});

test("a call is declined", async ({ phones, world }) => {
  await phones.open();
  const ana = phones.phone("Ana");
  await expect.poll(async () => JSON.stringify(await (await fetch(`${world.local.sim}/parties`)).json())).toContain(ANA);
  await world.api("POST", "/api/twilio/calls/make", { from: world.number, to: ANA, say: "Hello" });
  await ana.getByRole("button", { name: "Decline" }).click();
  await expect(phones.log("Ana")).toContainText("Call: not taken");
});

import { ANA, expect, test } from "./phone-page";

test("texts to a phone fail at a switch, and arrive again", async ({ page, phones, world }) => {
  await phones.open("?view=faults");
  const panel = page.getByRole("region", { name: "Faults at a switch" });
  await expect(panel).toContainText("All is well.");
  await panel.getByRole("combobox", { name: "Texts to it" }).selectOption("Texts do not arrive");
  await panel.getByRole("combobox", { name: "Because" }).selectOption({ label: "the number does not exist (30005)" });
  await expect(panel).toContainText("1 thing goes wrong now.");
  await expect(phones.phone("Ana")).toContainText("Texts do not arrive");
  await world.api("POST", "/api/messages", { from: world.number, to: ANA, body: "Is this lost?" });
  await expect(phones.log("Ana")).toContainText("Did not arrive: the number does not exist (30005)");
  await page.getByRole("button", { name: "All well again" }).click();
  await expect(panel).toContainText("All is well.");
  await world.api("POST", "/api/messages", { from: world.number, to: ANA, body: "And this?" });
  await expect(phones.log("Ana").getByText(/Did not arrive/)).toHaveCount(1);
  await expect(phones.log("Ana")).toContainText("Received: And this?");
});

test("Twilio's API goes wrong as often as it was told", async ({ page, phones, world }) => {
  await phones.open("?view=faults");
  const panel = page.getByRole("region", { name: "Faults at a switch" });
  await panel.getByRole("combobox", { name: "What goes wrong" }).selectOption("Server error (500), nothing done");
  await panel.getByRole("spinbutton", { name: "How often" }).fill("2");
  await panel.getByRole("button", { name: "Let it go wrong" }).click();
  const coming = panel.getByRole("list", { name: "Faults to come" });
  await expect(coming).toHaveText("Texts: Server error (500), nothing done, 2 times");
  await world.api("POST", "/api/messages", { from: world.number, to: ANA, body: "The first" });
  await expect(coming).toHaveText("Texts: Server error (500), nothing done, once");
  await world.api("POST", "/api/messages", { from: world.number, to: ANA, body: "The second" });
  await expect(coming).toHaveCount(0);
  await world.api("POST", "/api/messages", { from: world.number, to: ANA, body: "The third" });
  await expect(phones.log("Ana")).toContainText("Received: The third");
  await expect(phones.log("Ana")).not.toContainText("The first");
});

test("callbacks come in another order, and in order again", async ({ page, phones, world }) => {
  await phones.open("?view=faults");
  const order = page.getByRole("combobox", { name: "They come" });
  await order.selectOption("Never");
  const set = async () => JSON.stringify(await (await fetch(`${world.local.sim}/callbacks`)).json());
  await expect.poll(set).toContain('"dropped"');
  await page.getByRole("button", { name: "All well again" }).click();
  await expect(order).toHaveValue("as_sent");
});

test("a busy phone does not ring", async ({ page, phones, world }) => {
  await phones.open("?view=faults");
  await page.getByRole("combobox", { name: "Calls to it" }).selectOption("Busy");
  await expect(phones.phone("Ana").getByText("Busy", { exact: true })).toBeVisible();
  await world.api("POST", "/api/twilio/calls/make", { from: world.number, to: ANA, say: "Hello" });
  await expect(phones.log("Ana")).toContainText("Call: not taken");
});

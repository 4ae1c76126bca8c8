import { expect, test } from "./test";

test("a webhook is added, tried, changed, rotated and deleted", async ({ page, world }) => {
  await page.goto("/settings/webhooks");
  await expect(page.getByText("No webhooks yet")).toBeVisible();
  await page.getByRole("button", { name: "Add a webhook" }).click();
  const add = page.getByRole("dialog", { name: "Add a webhook" });
  await add.getByLabel("URL").fill("http://10.0.0.1/hook");
  await add.getByRole("button", { name: "Add", exact: true }).click();
  await expect(add.getByLabel("URL")).toHaveAttribute("aria-invalid", "true");
  await add.getByLabel("URL").fill(`${world.local.url}/sim/website`);
  await add.getByLabel("message.received").check();
  await add.getByRole("button", { name: "Add", exact: true }).click();
  const secret = page.getByRole("dialog", { name: "The webhook's secret" });
  await expect(secret).toContainText(/whsec_[\w+/]{43}=/);
  await secret.getByRole("button", { name: "I have kept it" }).click();

  const card = page.getByRole("article", { name: /sim\/website/ });
  await expect(card).toContainText("Hears of message.received");
  await card.getByRole("button", { name: "Send a test" }).click();
  const told = card.getByRole("list", { name: "Told" });
  await expect(async () => {
    await card.getByRole("button", { name: "Read again" }).click();
    await expect(told).toContainText("Deliveredwebhook.test", { timeout: 1000 });
  }).toPass();
  await expect(told).toContainText(/answered 2\d\d/);
  await told.getByRole("button", { name: "Send webhook.test again" }).click();

  await card.getByRole("button", { name: "Edit" }).click();
  const edit = page.getByRole("dialog", { name: "Edit the webhook" });
  await edit.getByLabel("What it is for").fill("Our shop");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(card).toContainText("Our shop");

  await card.getByRole("button", { name: "Replay" }).click();
  await page.getByRole("dialog", { name: "Replay events" }).getByRole("button", { name: "Replay" }).click();
  await expect(page.getByText("The events are on their way.", { exact: true })).toBeVisible();

  await card.getByRole("button", { name: "New secret" }).click();
  await page.getByRole("button", { name: "Make a new secret" }).click();
  await secret.getByRole("button", { name: "I have kept it" }).click();
  await expect(card).toContainText("The secret before also signs until");

  await card.getByRole("button", { name: "Switch off" }).click();
  await expect(card).toContainText("Switched off by your team.");
  await expect(card.getByRole("button", { name: "Send a test" })).toBeDisabled();
  await card.getByRole("button", { name: "Switch on" }).click();
  await expect(card.getByRole("button", { name: "Send a test" })).toBeEnabled();

  await card.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete the webhook" }).click();
  await expect(page.getByText("No webhooks yet")).toBeVisible();
});

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { violations } from "./axe";
import { startLocal } from "./local";
import { expect, test } from "./test";

const SERVER = fileURLToPath(new URL("../../examples/website/server.mjs", import.meta.url));
const CUSTOMER = "+15550190001";

interface Site {
  sitePort: number;
  site: string;
}

/** The example's server at a port of its own, and a local run whose API its pages may call. */
const embedded = test.extend<Site>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names
  sitePort: async ({}, use) => use(20_000 + Math.floor(Math.random() * 10_000)),
  local: async ({ sitePort }, use) => {
    const local = await startLocal(["--ephemeral", "--website-origin", `http://127.0.0.1:${sitePort}`]);
    await use(local);
    await local.stop();
  },
  site: async ({ local, sitePort }, use) => {
    const env = { ...process.env, PORT: String(sitePort), PATCHBAY_URL: local.url };
    const server = spawn(process.execPath, [SERVER], { env, stdio: ["ignore", "pipe", "inherit"] });
    for await (const url of createInterface(server.stdout)) {
      await use(url);
      break;
    }
    server.kill();
  },
});

embedded("a page of another website shows a conversation, answers, and calls", async ({ page, site, world }) => {
  await page.goto(site);
  const conversation = page.getByRole("region", { name: "Conversation with Joan Miller" });
  await expect(conversation).toContainText("Nothing was written yet.");
  await world.text(CUSTOMER, "May I see the flat?");
  await expect(conversation.getByRole("article")).toContainText("May I see the flat?");
  const inbox = page.getByRole("region", { name: "Conversations" });
  await expect(inbox.getByRole("button", { name: /May I see the flat/ })).toBeVisible();

  await conversation.getByRole("textbox", { name: "Message" }).fill("Yes, on Friday.");
  await page.keyboard.press("Enter");
  await expect(conversation.getByRole("article").last()).toContainText(/Yes, on Friday\..*Delivered/s);
  const { items } = await world.api<{ items: { body: string; lead_id: string }[] }>("GET", "/api/threads/sms.15550100001.15550190001/messages");
  expect(items[0]).toMatchObject({ body: "Yes, on Friday.", lead_id: "order-2041" });

  await world.sim("parties", { address: "+15550190009", behaviour: { no_answer: true } });
  await page.getByRole("button", { name: "Call Joan" }).click();
  await expect(page.getByText("Not taken at your phone")).toBeVisible();

  expect(await violations(page)).toEqual([]);
});

embedded("what is told before an answer comes is newer than the answer", async ({ page, site, world }) => {
  let read = false;
  await page.route("**/api/threads/*/messages?*", async (route) => {
    const response = await route.fetch();
    const isFirst = !read;
    read = true;
    if (isFirst) await world.text(CUSTOMER, "While you were reading");
    await expect(page.getByRole("button", { name: /While you were reading/ })).toBeVisible();
    await route.fulfill({ response });
  });
  await page.route("**/api/messages", async (route) => {
    const response = await route.fetch();
    const { message_id } = (await response.json()) as { message_id: string };
    await expect.poll(async () => (await world.api<{ status: string }>("GET", `/api/messages/${message_id}`)).status).toBe("delivered");
    await expect(page.getByRole("article").last()).toContainText("Delivered");
    await route.fulfill({ response });
  });
  await page.goto(site);
  const conversation = page.getByRole("region", { name: "Conversation with Joan Miller" });
  await expect(conversation.getByRole("article")).toContainText("While you were reading");
  const sent = page.waitForResponse("**/api/messages");
  await conversation.getByRole("textbox", { name: "Message" }).fill("Yes, on Friday.");
  await page.keyboard.press("Enter");
  await sent;
  await expect(conversation.getByRole("textbox", { name: "Message" })).toHaveValue("");
  await expect(conversation.getByRole("article").last()).toContainText(/Yes, on Friday\..*Delivered/s);
});

embedded("what becomes of a call is said, also when it is over before the answer", async ({ page, site, world }) => {
  await page.goto(site);
  await world.sim("parties", { address: "+15550190009", behaviour: { no_answer: true } });
  await page.route("**/api/twilio/calls/make", async (route) => {
    const response = await route.fetch();
    const { call_id } = (await response.json()) as { call_id: string };
    await expect.poll(async () => (await world.api<{ outcome: string | null }>("GET", `/api/calls/${call_id}`)).outcome).toBe("own_phone_not_answered");
    await route.fulfill({ response });
  });
  await page.getByRole("button", { name: "Call Joan" }).click();
  await expect(page.getByText("Not taken at your phone")).toBeVisible();
  await expect(page.getByRole("button", { name: "Call Joan" })).toBeEnabled();
});

embedded("a choice in the inbox shows another conversation, and a refusal is said", async ({ page, site, world }) => {
  await world.text("+15550190002", "Hello from somebody else");
  await world.text("+15550190002", "STOP");
  await page.goto(site);
  await page.getByRole("button", { name: /15550190002/ }).click();
  const conversation = page.getByRole("region", { name: /Conversation with \+15550190002/ });
  await expect(conversation.getByRole("article").first()).toContainText("Hello from somebody else");
  await conversation.getByRole("textbox", { name: "Message" }).fill("Are you there?");
  await conversation.getByRole("button", { name: "Send" }).click();
  await expect(conversation.getByRole("alert")).toContainText("no more messages");
  await expect(conversation.getByRole("textbox")).toHaveValue("Are you there?");
});

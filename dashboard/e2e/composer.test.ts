import { violations } from "./axe";
import { ADAM, THREAD, box, send, bodies, opened } from "./composer-page";
import { arrived } from "./phones";
import { expect, test } from "./test";

for (const scheme of ["light", "dark"] as const) {
  test(`the box is accessible in ${scheme}`, async ({ page, world }) => {
    await world.api("POST", "/api/snippets", { name: "hours", text: "We close at five." });
    await page.emulateMedia({ colorScheme: scheme });
    await opened(page, world);
    await expect(page.getByRole("button", { name: "Put in a snippet" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Write" })).toMatchAriaSnapshot(`
      - region "Write":
        - group "What to write":
          - button "Text" [pressed]
          - button "Note"
        - button "SMS from +1 555 010 0001"
        - textbox "Write a text"
        - button "Add files"
        - button "Put in a snippet (/)"
        - button "Send later" [disabled]
        - button "Send" [disabled]
    `);
    await box(page).fill("a".repeat(161));
    await box(page).press("Control+a");
    expect(await violations(page)).toEqual([]);
    await box(page).fill("/");
    await expect(page.getByRole("listbox", { name: "Snippets" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await box(page).fill("Soon");
    await page.getByRole("button", { name: "Send later" }).click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Note", exact: true }).click();
    expect(await violations(page)).toEqual([]);
    await world.text(ADAM, "STOP");
    await page.getByRole("button", { name: "Text", exact: true }).click();
    await expect(page.getByRole("button", { name: "They want texts again" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

test("a text is answered", async ({ page, world }) => {
  await opened(page, world);
  await expect(send(page)).toBeDisabled();
  await box(page).fill("Yes, until five.");
  await send(page).click();
  await expect(box(page)).toHaveValue("");
  await expect(page.getByRole("article").filter({ hasText: "Yes, until five." })).toBeVisible();
  await expect.poll(() => bodies(world)).toEqual(["Yes, until five."]);
});

test("segments are told of when they count, and what makes them more", async ({ page, world }) => {
  await opened(page, world);
  const tools = page.getByRole("region", { name: "Write" });
  await box(page).fill("a".repeat(150));
  await expect(tools).toContainText("150 of 160");
  await box(page).fill("a".repeat(161));
  await expect(tools).toContainText("2 segments, sent as 2 texts");
  await box(page).fill(`${"a".repeat(100)}ş`);
  await expect(tools).toContainText("1 more because of ‘ş’");
  await box(page).fill("a".repeat(1601));
  await box(page).press("Control+Enter");
  await expect(page.getByRole("alert")).toContainText("1 too many");
  expect(await bodies(world)).toEqual([]);
});

test("a refused text comes back with the reason", async ({ page, world }) => {
  await opened(page, world);
  await page.route("**/api/messages", (route) => route.fulfill({ status: 429, json: { error: { code: "too_many_requests", message: "Too many messages in this minute." } } }));
  await box(page).fill("Hello");
  await send(page).click();
  await expect(page.getByRole("alert")).toContainText("Not sent. Too many messages in this minute.");
  await expect(box(page)).toHaveValue("Hello");
});

test("another number is another conversation, and the text comes along", async ({ page, world }) => {
  await opened(page, world);
  await box(page).fill("From the other one");
  await page.getByRole("button", { name: "SMS from +1 555 010 0001" }).click();
  await page.getByRole("menuitem", { name: /SMS from \+1 555 010 0002/ }).click();
  await expect(page).toHaveURL(/sms\.15550100002\.15550190001/);
  await expect(box(page)).toHaveValue("From the other one");
  await send(page).click();
  await expect.poll(async () => (await arrived(world, ADAM)).map(({ from }) => from)).toEqual(["+15550100002"]);
});

test.describe("somebody who may only read", () => {
  test.use({ as: { user: "vera", role: "viewer" } });
  test("is told how to get to write", async ({ page, world }) => {
    await world.text(ADAM, "Hello");
    await page.goto(`/inbox/${THREAD}`);
    await expect(page.getByText("ask an owner for the role “agent”")).toBeVisible();
    await expect(box(page)).toBeHidden();
  });
});

import { THREAD, box, send, bodies, opened } from "./composer-page";
import { held } from "./held";
import { expect, test } from "./test";

test("a text is scheduled, changed and cancelled", async ({ page, world }) => {
  await opened(page, world);
  await box(page).fill("Good morning");
  await page.getByRole("button", { name: "Send later" }).click();
  const later = page.getByRole("dialog", { name: "Send later" });
  await later.getByLabel("Day").fill("2020-01-01");
  await later.getByRole("button", { name: "Schedule" }).click();
  await expect(later.getByRole("alert")).toContainText("This time is past");
  await later.getByRole("button", { name: "Tomorrow at 9" }).click();
  await expect(page.getByText("Good morning")).toBeVisible();
  await expect(box(page)).toHaveValue("");

  await page.getByRole("button", { name: "Edit" }).click();
  const edit = page.getByRole("dialog", { name: "Edit the text that waits" });
  await edit.getByLabel("Text").fill("Good morning, Adam");
  await edit.getByLabel("Time").fill("10:30");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(edit).toBeHidden();
  const scheduled = async () => (await world.api<{ items: { body: string; send_at: string }[] }>("GET", "/api/messages?status=scheduled")).items;
  await expect.poll(async () => (await scheduled()).map(({ body }) => body)).toEqual(["Good morning, Adam"]);
  const at = new Date((await scheduled())[0]?.send_at ?? "");
  expect(at.toLocaleTimeString("en-US", { timeZone: "America/New_York", timeStyle: "short" })).toBe("10:30 AM");

  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Cancel the text" }).click();
  await expect(page.getByRole("button", { name: "Edit" })).toBeHidden();
  await expect.poll(() => world.api("GET", "/api/messages?status=scheduled")).toMatchObject({ items: [] });
});

test("a draft outlives a reload, and a note is never sent as a text", async ({ page, world }) => {
  await opened(page, world);
  await box(page).fill("Half a sent");
  await page.reload();
  await expect(box(page)).toHaveValue("Half a sent");
  await page.keyboard.press("n");
  const note = page.getByRole("textbox", { name: "Write a note for your team" });
  await expect(note).toBeFocused();
  await note.fill("Likes mornings. @grace");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Likes mornings. @grace")).toBeVisible();
  await expect(box(page)).toHaveValue("Half a sent");
  const noted = { items: [{ text: "Likes mornings. @grace", mentions: ["grace"] }] };
  await expect.poll(() => world.api("GET", `/api/threads/${THREAD}/notes`)).toMatchObject(noted);
  expect(await bodies(world)).toEqual([]);
});

test("without a network nothing is sent, and nothing else is said", async ({ page, context, world }) => {
  await opened(page, world);
  await context.setOffline(true);
  await box(page).fill("Soon");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Not sent." })).toHaveText("Not sent. There was no network.");
  await context.setOffline(false);
  await send(page).click();
  await expect.poll(() => bodies(world)).toEqual(["Soon"]);
});

test("a key goes on with a draft where it ends", async ({ page, world }) => {
  await opened(page, world);
  await box(page).fill("Half a sent");
  await page.reload();
  await expect(box(page)).toHaveValue("Half a sent");
  await page.keyboard.press("r");
  await page.keyboard.type("ence");
  await expect(box(page)).toHaveValue("Half a sentence");
  await send(page).hover();
  await expect(page.getByRole("tooltip")).toHaveText("Ctrl Enter");
});

test("what is written while a note is being added is the next note", async ({ page, world }) => {
  await opened(page, world);
  await page.keyboard.press("n");
  const note = page.getByRole("textbox", { name: "Write a note for your team" });
  await note.fill("Likes mornings.");
  const answer = await held(page, "**/api/threads/*/notes");
  await page.keyboard.press("Control+Enter");
  await note.pressSequentially(" Has a dog.");
  answer.release();
  await expect(page.getByRole("article").filter({ hasText: "Likes mornings." })).toBeVisible();
  await expect(note).toHaveValue("Has a dog.");
});

test("a lost answer sends nothing twice", async ({ page, world }) => {
  await opened(page, world);
  await page.route("**/api/messages", async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await box(page).fill("Once");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => bodies(world)).toEqual(["Once"]);
  await expect(send(page)).toBeVisible();
  await expect(page.getByRole("article").filter({ hasText: "Once" })).toHaveCount(1);
  expect(await bodies(world)).toEqual(["Once"]);
});

test("an answer that never comes puts the text back, and sending it again is the same text", async ({ page, world }) => {
  await opened(page, world);
  const keys: (string | undefined)[] = [];
  await page.route("**/api/messages", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    await route.fetch();
    await route.abort();
  });
  await box(page).fill("Once");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert")).toContainText("nobody gets it twice");
  await expect(box(page)).toHaveValue("Once");
  await page.unroute("**/api/messages");
  const answered = page.waitForResponse("**/api/messages");
  await send(page).click();
  keys.push((await answered).request().headers()["idempotency-key"]);
  await expect(box(page)).toHaveValue("");
  expect(new Set(keys).size).toBe(1);
  expect(await bodies(world)).toEqual(["Once"]);
});

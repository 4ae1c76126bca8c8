import { type Listed, threads } from "./inbox-world";
import { answersHeld } from "./held";
import { expect, test } from "./test";
import type { World } from "./world";

async function textsFrom(world: World, count: number) {
  const number = (index: number) => `+1555019${String(1000 + index)}`;
  for (let begun = 0; begun < count; begun += 20) {
    const some = Array.from({ length: Math.min(20, count - begun) }, (_, index) => begun + index);
    await Promise.all(some.map((index) => world.text(number(index), `text ${index}`)));
  }
}

test("several are done at once, and back again", async ({ page, world }) => {
  await textsFrom(world, 8);
  await page.goto("/inbox");
  const rows = page.getByRole("list", { name: "Conversations" }).getByRole("listitem");
  await expect(rows).toHaveCount(8);
  const boxes = page.getByRole("checkbox");
  await rows.nth(1).hover();
  await boxes.nth(1).click();
  await boxes.nth(4).click({ modifiers: ["Shift"] });
  await expect(page.getByText("4 selected")).toBeVisible();
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await expect(rows).toHaveCount(4);
  await expect(page.getByText("Done: 4 conversations", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows).toHaveCount(8);
  // The page shows what is asked for before it is done.
  await expect.poll(async () => (await world.api<{ items: object[] }>("GET", "/api/threads?status=open")).items.length).toBe(8);
});

test("what could not be changed is named, and shown as it was", async ({ page, world }) => {
  await textsFrom(world, 3);
  const { thread_id } = (await threads(world))["+15550191001"] as Listed;
  await page.route(`**/api/threads/${thread_id}`, (route) =>
    route.fulfill({ status: 503, json: { error: { code: "unavailable", message: "Try again in a minute." } } }),
  );
  await page.goto("/inbox");
  const rows = page.getByRole("list", { name: "Conversations" }).getByRole("listitem");
  await expect(rows).toHaveCount(3);
  await rows.first().hover();
  await page.getByRole("checkbox").first().click();
  await page.getByRole("checkbox").last().click({ modifiers: ["Shift"] });
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await expect(page.getByText("Not changed: +1 555 019 1001. Try again in a minute.", { exact: true })).toBeVisible();
  await expect(rows).toHaveText([/text 1/]);
});

test("several are tagged and assigned at once", async ({ page, world }) => {
  await world.api("PUT", "/api/tags", { items: [{ name: "vip", color: "#d93025" }] });
  await textsFrom(world, 2);
  await page.goto("/inbox");
  const rows = page.getByRole("list", { name: "Conversations" }).getByRole("listitem");
  for (const choose of [
    ["Tag", "vip"],
    ["Assign", "Me (ada)"],
  ] as const) {
    await rows.first().hover();
    await page.getByRole("checkbox").first().click();
    await page.getByRole("checkbox").last().click();
    await page.getByRole("button", { name: choose[0] }).click();
    await page.getByRole("menuitem", { name: choose[1] }).click();
    await expect(page.getByRole("toolbar")).toHaveCount(0);
  }
  await expect(rows).toHaveText([/vip.*with ada/, /vip.*with ada/]);
});

test("by keyboard alone: from the list to a conversation, and work on it", async ({ page, world }) => {
  await textsFrom(world, 3);
  const order = await world.api<{ items: Listed[] }>("GET", "/api/threads");
  const [first, second] = order.items as [Listed, Listed, Listed];
  await page.goto("/inbox");
  const rows = page.getByRole("list", { name: "Conversations" }).getByRole("listitem");
  await expect(rows).toHaveCount(3);
  await page.keyboard.press("j");
  await expect(rows.nth(0).getByRole("link")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1).getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/inbox/${second.thread_id}`));
  await expect(rows.nth(1).getByRole("link")).toHaveAttribute("aria-current", "page");
  await page.keyboard.press("k");
  await expect(rows.nth(0).getByRole("link")).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByText("1 selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("toolbar")).toHaveCount(0);
  await page.keyboard.press("a");
  await expect(rows.nth(0)).toContainText("with ada");
  await page.keyboard.press("e");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0).getByRole("link")).toBeFocused();
  await expect.poll(() => world.api("GET", `/api/threads/${first.thread_id}`)).toMatchObject({ status: "done", assigned_to: "ada" });
  await page.keyboard.press("/");
  await page.keyboard.type("text");
  await expect(page.locator("mark").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(rows).toHaveCount(2);
});

test("an answer that comes late does not undo what was done since", async ({ page, world, signedIn }) => {
  await textsFrom(world, 2);
  await page.goto("/inbox");
  const other = await (await signedIn({ user: "grace", role: "agent" })).newPage();
  await other.goto("/inbox");
  await expect(other.getByRole("list", { name: "Conversations" }).getByRole("listitem")).toHaveCount(2);
  const rows = page.getByRole("list", { name: "Conversations" }).getByRole("listitem");
  await expect(rows).toHaveCount(2);
  const late = await answersHeld(page, "**/api/threads/*", ({ assigned_to }) => assigned_to !== undefined);
  await page.keyboard.press("j");
  await page.keyboard.press("a");
  await expect(rows.nth(0)).toContainText("with ada");
  await late.isHeld;
  await page.keyboard.press("e");
  await expect(rows).toHaveCount(1);
  // By an event, which this page has heard of, too.
  await expect(other.getByRole("list", { name: "Conversations" }).getByRole("listitem")).toHaveCount(1);
  const answered = page.waitForResponse("**/api/threads/*");
  late.release();
  await answered;
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(rows).toHaveCount(1);
});

test("300 conversations are scrolled through page by page", async ({ page, world }) => {
  test.slow();
  await textsFrom(world, 310);
  const asked: URL[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname === "/api/threads") asked.push(url);
  });
  await page.goto("/inbox");
  const list = page.getByRole("list", { name: "Conversations" });
  await expect(list.getByRole("listitem").first()).toBeVisible();
  expect(asked).toHaveLength(1);
  const end = list.locator('[aria-posinset="310"]');
  await list.hover();
  const again = page.getByRole("button", { name: "Try again" });
  await expect(async () => {
    if (await again.isVisible()) await again.click();
    await page.mouse.wheel(0, 3000);
    await expect(end).toBeVisible({ timeout: 100 });
  }).toPass();
  expect(new Set(asked.map((url) => url.searchParams.get("cursor"))).size).toBe(7);
  expect(asked.every((url) => Number(url.searchParams.get("limit")) <= 50)).toBe(true);
  expect(await list.getByRole("listitem").count()).toBeLessThan(60);
});

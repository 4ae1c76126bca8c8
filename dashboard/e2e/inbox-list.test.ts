import { violations } from "./axe";
import { type Listed, threads } from "./inbox-world";
import { expect, test } from "./test";

const rows = "Conversations";

test("the list says whom a conversation is with, what was written last, and what waits", async ({ page, world }) => {
  await world.api("PUT", "/api/tags", { items: [{ name: "vip", color: "#d93025" }] });
  await world.text("+15550190001", "Is the flat still free?");
  await world.text("+15550190002", "Thanks");
  const all = await threads(world);
  const ada = all["+15550190001"] as Listed;
  await world.api("PATCH", `/api/contacts/${ada.contact_id}`, { name: "Ada Lovelace" });
  await world.api("PATCH", `/api/threads/${ada.thread_id}`, { tags: ["vip"], assigned_to: "grace" });
  await world.api("POST", "/api/messages", { to: "+15550190002", body: "Until tomorrow" });
  await world.sim("phones", { number: "+15550190003", outcome: "undelivered", error_code: 30005 });
  await world.api("POST", "/api/messages", { to: "+15550190003", body: "Are you there?" });
  await page.goto("/inbox");
  const list = page.getByRole("list", { name: rows });
  await expect(list.getByRole("listitem")).toHaveCount(3);
  await expect(list.getByText("Not delivered: Are you there?")).toBeVisible();
  await expect(list.getByRole("link", { name: /0002/ })).toContainText("Delivered");
  await expect(list).toMatchAriaSnapshot(`
    - list "Conversations":
      - listitem:
        - 'link /\\+1 555 019 0003 Text message .* Not delivered: Are you there\\?/'
        - checkbox "Select +1 555 019 0003"
      - listitem:
        - 'link /\\+1 555 019 0002 Text message .* Delivered Until tomorrow 1 unread/'
        - checkbox "Select +1 555 019 0002"
      - listitem:
        - link /Ada Lovelace Text message .* Is the flat still free\\? 1 unread vip with grace/
        - checkbox "Select Ada Lovelace"
  `);
  await expect(page.getByRole("navigation", { name: "Views" })).toMatchAriaSnapshot(`
    - navigation "Views":
      - link "Open 3"
      - link "Unread 2"
      - link "Mine"
      - link "Done"
      - link "All"
      - link "Missed"
  `);
});

for (const scheme of ["light", "dark"] as const) {
  test(`the list is accessible in ${scheme}`, async ({ page, world }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto("/inbox");
    await expect(page.getByText("Nothing is open")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await world.text("+15550190001", "hello");
    await page.getByRole("link", { name: /hello/ }).hover();
    await page.getByRole("checkbox").check();
    await expect(page.getByText("1 selected")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Select none" }).click();
    await page.getByRole("searchbox").fill("hello");
    await expect(page.locator("mark")).toHaveText("hello");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "New message" }).click();
    await expect(page.getByRole("dialog", { name: "New message" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

test("a text comes in on top at once, for everybody who looks", async ({ page, world, signedIn }) => {
  await world.text("+15550190001", "first");
  await world.text("+15550190002", "second");
  const other = await (await signedIn({ user: "grace", role: "agent" })).newPage();
  for (const each of [page, other]) {
    await each.goto("/inbox");
    await expect(each.getByRole("listitem").first()).toContainText("second");
  }
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/api/threads?") && asked.push(request.url()));
  await world.text("+15550190001", "once more");
  for (const each of [page, other]) {
    await expect(each.getByRole("listitem").first()).toContainText("once more");
    await expect(each.getByRole("list", { name: rows }).getByRole("listitem")).toHaveCount(2);
  }
  const shown = other.getByRole("listitem").first();
  await page.keyboard.press("j");
  await page.keyboard.press("a");
  await expect(shown).toContainText("with ada");
  await world.text("+15550190003", "somebody new");
  await expect(shown).toContainText("somebody new");
  expect(asked).toEqual([]);
});

test("a name and a status are shown as they change", async ({ page, world }) => {
  await world.text("+15550190001", "hello");
  const { contact_id } = (await threads(world))["+15550190001"] as Listed;
  await page.goto("/inbox");
  const row = page.getByRole("list", { name: rows }).getByRole("listitem");
  await expect(row).toContainText("+1 555 019 0001");
  await world.api("PATCH", `/api/contacts/${contact_id}`, { name: "Ada Lovelace" });
  await expect(row).toContainText("Ada Lovelace");
  await world.api("POST", "/api/messages", { to: "+15550190001", body: "hi" });
  await expect(row).toContainText(/Delivered\s*hi/);
  await expect(row).toContainText("Delivered");
  await expect(row).toContainText("Ada Lovelace");
});

test("filters are in the URL, and there again after a reload", async ({ page, world }) => {
  await world.api("PUT", "/api/tags", { items: [{ name: "vip", color: "#d93025" }] });
  await world.text("+15550190001", "important");
  await world.text("+15550190002", "not so");
  const { thread_id } = (await threads(world))["+15550190001"] as Listed;
  await world.api("PATCH", `/api/threads/${thread_id}`, { tags: ["vip"] });
  await page.goto("/inbox");
  // Rows say "unread", too.
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Unread" }).click();
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByRole("menuitemcheckbox", { name: "vip" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\?view=unread&tag=vip$/);
  await page.reload();
  const list = page.getByRole("list", { name: rows });
  await expect(list.getByRole("listitem")).toHaveText([/important/]);
  // A conversation that fits comes in, one that does not stays out.
  await world.text("+15550190002", "still not");
  await world.text("+15550190001", "and more");
  await expect(list.getByRole("listitem")).toHaveText([/and more/]);
  await page.getByRole("link", { name: "Remove the filter Tag: vip" }).click();
  await expect(list.getByRole("listitem")).toHaveText([/and more/, /still not/]);
  await expect(page).toHaveURL(/\?view=unread$/);
});

test("a viewer sees conversations and changes none", async ({ signedIn, world }) => {
  await world.text("+15550190001", "hello");
  const page = await (await signedIn({ user: "vic", role: "viewer" })).newPage();
  await page.goto("/inbox");
  await expect(page.getByRole("listitem")).toContainText("hello");
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "New message" })).toHaveCount(0);
});

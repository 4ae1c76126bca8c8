import { violations } from "./axe";
import { ANNA, entries, open, PNG, send, THREAD, timeline } from "./conversation";
import { expect, test } from "./test";
import type { World } from "./world";

test("a text that comes in shows at once, and is read when it was seen", async ({ page, world }) => {
  await world.text(ANNA, "Hello");
  await open(page);
  await expect(page.getByRole("heading", { level: 1, name: "+1 555 019 0001" })).toBeVisible();
  await expect(entries(page)).toHaveCount(1);
  await world.text(ANNA, "Are you there?\nSee https://example.com/a, please");
  await expect(entries(page).last()).toContainText("Are you there?");
  const link = timeline(page).getByRole("link");
  await expect(link).toHaveAttribute("href", "https://example.com/a");
  await expect(link).toHaveAttribute("rel", /noopener/);
  await expect.poll(() => unread(world)).toBe(0);
});

const unread = async (world: World) => (await world.api<{ unread_count: number }>("GET", `/api/threads/${THREAD}`)).unread_count;

test("the head, the timeline and the panel say what they are", async ({ page, world }) => {
  await world.text(ANNA, "Hello");
  const { contact_id } = await world.api<{ contact_id: string }>("GET", `/api/threads/${THREAD}`);
  await world.api("PATCH", `/api/contacts/${contact_id}`, { name: "Anna Weber", lead_id: "lead-77" });
  await world.api("POST", `/api/threads/${THREAD}/read`, {});
  await open(page);
  await expect(timeline(page)).toMatchAriaSnapshot(`
    - group "What has happened":
      - list:
        - listitem:
          - heading "Today" [level=2]
          - article /Anna Weber/:
            - text: Hello
            - paragraph:
              - time
  `);
  await expect(page.getByRole("complementary", { name: "About this contact" })).toMatchAriaSnapshot(`
    - complementary "About this contact":
      - paragraph: Anna Weber
      - link "Open the contact"
      - button "Change the name"
      - heading "Reached at" [level=2]
      - list:
        - listitem: /\\+1 555 019 0001/
      - paragraph: Reference lead-77
      - heading "This conversation" [level=2]
      - paragraph: Assigned to nobody
      - heading "Messages" [level=2]
      - paragraph: May be written to.
      - button "They want no messages"
  `);
});

test("who sees to it, its tags and whether it is done are changed from the head", async ({ page, world }) => {
  await world.api("PUT", "/api/tags", { items: [{ name: "urgent", color: "#aa0000" }] });
  await world.text(ANNA, "Hello");
  await open(page);
  const panel = page.getByRole("complementary", { name: "About this contact" });
  await page.getByRole("button", { name: "More" }).last().click();
  await page.getByRole("menuitem", { name: "You" }).click();
  await expect(panel).toContainText("Assigned to you");
  await page.getByRole("button", { name: "More" }).last().click();
  await page.getByRole("menuitemcheckbox", { name: "urgent" }).click();
  await page.keyboard.press("Escape");
  await expect(panel.getByRole("list", { name: "Tags" })).toHaveText("urgent");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: "Open again" })).toBeVisible();
  const wanted = { status: "done", assigned_to: "ada", tags: ["urgent"] };
  await expect.poll(() => world.api("GET", `/api/threads/${THREAD}`)).toMatchObject(wanted);
});

test("a contact gets a name from the panel", async ({ page, world }) => {
  await world.text(ANNA, "Hello");
  await open(page);
  await page.getByRole("button", { name: "Change the name" }).click();
  await page.getByLabel("Name").fill("Anna Weber");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Anna Weber" })).toBeVisible();
});

test("what came while nobody looked is under a line", async ({ page, world }) => {
  await world.text(ANNA, "Old");
  await world.api("POST", `/api/threads/${THREAD}/read`, {});
  await world.text(ANNA, "First");
  await world.text(ANNA, "Second");
  await open(page);
  await expect(entries(page).filter({ hasText: "First" })).toContainText("New");
  await expect(entries(page).filter({ hasText: "Second" })).not.toContainText("New");
});

test("a conversation in which nothing was written begins with the first message", async ({ page, world }) => {
  await open(page);
  await expect(page.getByRole("heading", { level: 1, name: "+1 555 019 0001" })).toBeVisible();
  await expect(page.getByText("Nothing was written yet.")).toBeVisible();
  await send(world, "Good morning");
  await expect(entries(page)).toHaveCount(1);
  await expect(entries(page)).toContainText("Good morning");
  await expect(page.getByRole("link", { name: "Open the contact" })).toBeVisible();
});

for (const scheme of ["light", "dark"] as const) {
  test(`a conversation is accessible in ${scheme}`, async ({ page, world }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await world.text(ANNA, "Look https://example.com", { media: [{ content_type: "image/png", base64: PNG }, { content_type: "text/csv", base64: "YQ==" }] });
    await world.api("POST", `/api/threads/${THREAD}/notes`, { text: "Call her back", mentions: ["ada"] });
    await world.api("PUT", "/api/preferences", { voicemail_enabled: true });
    await world.sim("calls", { from: ANNA, to: world.number, script: [{ speak: 7, text: "Please call me" }, { hang_up: true }] });
    const newest = async () => (await world.api<{ items: { status: string }[] }>("GET", `/api/threads/${THREAD}/messages?limit=1`)).items[0]?.status;
    await send(world, "Good morning");
    await expect.poll(newest).toBe("delivered");
    await world.sim("phones", { number: ANNA, outcome: "undelivered", error_code: 30005 });
    await send(world, "Another one");
    // After STOP it would not leave.
    await expect.poll(newest).toBe("undelivered");
    await world.text(ANNA, "STOP");
    await open(page);
    await expect(timeline(page)).toContainText("wants no more messages");
    await expect(timeline(page)).toContainText("Not delivered.");
    expect(await violations(page)).toEqual([]);
  });
}

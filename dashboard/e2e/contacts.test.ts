import { violations } from "./axe";
import { type Listed, threads } from "./inbox-world";
import { expect, test } from "./test";
import type { World } from "./world";

async function ada(world: World): Promise<string> {
  await world.text("+15550190001", "Is the flat still free?");
  await world.api("POST", "/api/messages", { to: "+15550190001", body: "Yes, come and see it" });
  const { contact_id } = (await threads(world))["+15550190001"] as Listed;
  await world.api("PATCH", `/api/contacts/${contact_id}`, { name: "Ada Lovelace", lead_id: "crm-17" });
  return contact_id;
}

test("a contact says who it is, what they want and what has happened", async ({ page, world }) => {
  const id = await ada(world);
  await page.goto(`/contacts/${id}`);
  await expect(page.getByRole("article").first()).toMatchAriaSnapshot(`
    - article:
      - heading "Ada Lovelace" [level=2]
      - button "Open conversation"
      - button "Call"
      - button "More"
      - heading "Details" [level=3]
      - paragraph: Name Ada Lovelace
      - button "Change name"
      - paragraph: Reference crm-17
      - button "Change reference"
      - heading "Numbers" [level=3]
      - list:
        - listitem: /Text message \\+1 555 019 0001 Phone/
      - heading "Messages" [level=3]
      - list:
        - listitem:
          - text: /May be written to/
          - button "They want no messages"
      - heading "Conversations" [level=3]
      - list:
        - listitem:
          - link /Yes, come and see it/
      - region "History":
        - navigation "What is shown":
          - link "All"
          - link "Messages"
          - link "Calls"
          - link "Voicemails"
          - link "Notes"
          - link "Consent"
  `);
  const history = page.getByRole("region", { name: "History" });
  await expect(history).toContainText("Is the flat still free?");
  await world.text("+15550190001", "I am on my way");
  await expect(history).toContainText("I am on my way");
  await history.getByRole("link", { name: "Calls" }).click();
  await expect(page).toHaveURL(/\?kind=call$/);
  await expect(history).toContainText("No calls yet.");
});

for (const scheme of ["light", "dark"] as const) {
  test(`contacts are accessible in ${scheme}`, async ({ page, world }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto("/contacts");
    await expect(page.getByText("No contacts yet")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    const id = await ada(world);
    await page.goto(`/contacts/${id}`);
    await expect(page.getByRole("region", { name: "History" })).toContainText("Yes, come and see it");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Change name" }).click();
    expect(await violations(page)).toEqual([]);
    for (const name of ["New contact", "Take in a file"]) {
      await page.getByRole("button", { name }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
    }
  });
}

test("a name is changed where it stands, and shown everywhere", async ({ page, world, signedIn }) => {
  const id = await ada(world);
  const other = await (await signedIn({ user: "grace", role: "agent" })).newPage();
  await other.goto("/contacts");
  await page.goto(`/contacts/${id}`);
  await page.getByRole("button", { name: "Change name" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Ada King");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Ada King" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Change name" })).toBeFocused();
  await expect(other.getByRole("list", { name: "Contacts" })).toContainText("Ada King");
  await page.getByRole("button", { name: "Change reference" }).click();
  await page.getByRole("textbox", { name: "Reference" }).fill("no blanks allowed");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
});

test("what somebody has said of messages is noted", async ({ page, world }) => {
  const id = await ada(world);
  await page.goto(`/contacts/${id}`);
  await page.getByRole("button", { name: "They want no messages" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "No more messages" }).click();
  await expect(page.getByText("Wants no messages from +1 555 010 0001")).toBeVisible();
  await expect(page.getByText("Wants no messages from +1 555 010 0002")).toBeVisible();
  await page.getByRole("button", { name: "They want messages again" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Messages again" }).click();
  await expect(page.getByText("May be written to.")).toBeVisible();
});

test("a viewer sees contacts and changes none", async ({ signedIn, world }) => {
  const id = await ada(world);
  const page = await (await signedIn({ user: "vic", role: "viewer" })).newPage();
  await page.goto(`/contacts/${id}`);
  await expect(page.getByRole("region", { name: "History" })).toContainText("Is the flat still free?");
  for (const name of ["New contact", "Take in a file", "Change name", "They want no messages", "Call"]) {
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
});

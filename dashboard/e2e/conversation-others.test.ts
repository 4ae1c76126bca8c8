import { ANNA, entries, open, THREAD, timeline } from "./conversation";
import { expect, test } from "./test";

test("a note of another user appears, changes and goes", async ({ page, world }) => {
  await world.text(ANNA, "Hello");
  await open(page);
  await expect(entries(page)).toHaveCount(1);
  const bob = { user: "bob", role: "agent" } as const;
  await world.api("POST", `/api/threads/${THREAD}/notes`, { text: "Call her back", mentions: ["ada"] }, bob);
  const note = page.getByRole("article", { name: /^Note, bob/ });
  await expect(note).toContainText("Call her back");
  await note.getByRole("button", { name: "Change or delete the note" }).click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  await page.getByLabel("Note", { exact: true }).fill("Called her back");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(note).toContainText("Called her back");
  await note.getByRole("button", { name: "Change or delete the note" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(note).toHaveCount(0);
});

test("STOP shows in the timeline and in the panel", async ({ page, world }) => {
  await world.text(ANNA, "Hello");
  await open(page);
  await expect(page.getByText("May be written to.")).toBeVisible();
  await world.text(ANNA, "STOP");
  await expect(timeline(page)).toContainText("+1 555 019 0001 wants no more messages");
  await expect(page.getByText(/^Wants no messages since/)).toBeVisible();
});

test("a call and a voicemail are cards", async ({ page, world }) => {
  await world.text(ANNA, "Hello");
  await world.api("PUT", "/api/preferences", { voicemail_enabled: true });
  await open(page);
  await expect(entries(page)).toHaveCount(1);
  const script = [{ speak: 7, text: "Please call me" }, { hang_up: true }];
  await world.sim("calls", { from: ANNA, to: world.number, script });
  await expect(page.getByRole("article", { name: /^Call from them, Voicemail/ })).toBeVisible();
  const voicemail = page.getByRole("article", { name: /^Voicemail, New/ });
  await expect(voicemail).toContainText("Please call me");
  await expect(voicemail.getByRole("button", { name: "Play" })).toBeVisible();
});

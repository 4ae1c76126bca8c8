import { ANA, BEN, expect, test } from "./phone-page";
import { arrived } from "./phones";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGOQq4jCihiGlgQAYyE8AUOzN9kAAAAASUVORK5CYII=", "base64");

test("a text goes to the application, and its webhook is shown with form and answer", async ({ page, phones, world }) => {
  await phones.open();
  await phones.text("Ana", "Are you open?");
  await expect(phones.log("Ana")).toContainText("Sent: Are you open?");
  await phones.phone("Ana").getByRole("button", { name: "Webhook 200" }).click();
  await expect(phones.webhooks.getByRole("row", { name: "Body Are you open?" })).toBeVisible();
  await expect(phones.webhooks.getByRole("row", { name: `From ${ANA}` })).toBeVisible();
  await expect(page.getByLabel("Answer")).toHaveText(/<Response/);
  const { items } = await world.api<{ items: { preview: string }[] }>("GET", "/api/threads");
  expect(JSON.stringify(items)).toContain("Are you open?");
});

test("texts that are sent quickly arrive in order", async ({ page, phones, world }) => {
  await phones.open();
  const release: (() => void)[] = [];
  const sent: string[] = [];
  await page.route("**/sim/messages", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    sent.push((route.request().postDataJSON() as { body: string }).body);
    if (sent.length === 1) await new Promise<void>((go) => release.push(go));
    await route.continue();
  });
  for (const words of ["One", "Two", "Three"]) await phones.text("Ana", words);
  await expect.poll(() => release.length).toBe(1);
  expect(sent).toEqual(["One"]);
  release[0]?.();
  await expect(phones.log("Ana")).toContainText(/Sent: One.*Sent: Two.*Sent: Three/s);
  const bodies = async () => (await arrived(world, world.number)).map(({ body }) => body);
  await expect.poll(bodies).toEqual(["One", "Two", "Three"]);
});

test("an answer arrives at once", async ({ phones, world }) => {
  await phones.open();
  await phones.text("Ana", "Are you open?");
  await expect(phones.log("Ana")).toContainText("Webhook 200");
  await world.api("POST", "/api/messages", { from: world.number, to: ANA, body: "Yes, until six." });
  await expect(phones.log("Ana")).toContainText("Received: Yes, until six.");
  await expect(phones.webhooks.getByRole("button", { name: /Text delivered/ })).toBeVisible();
});

test("pictures go both ways", async ({ page, phones, world }) => {
  await phones.open();
  await phones.phone("Ana").getByLabel("Pictures", { exact: true }).setInputFiles({ name: "kitchen.png", mimeType: "image/png", buffer: PNG });
  await expect(phones.phone("Ana").getByRole("img", { name: "kitchen.png" })).toBeVisible();
  await phones.text("Ana", "The kitchen");
  await expect(phones.phone("Ana").getByRole("list", { name: "Pictures to send" })).toHaveCount(0);
  const pictures = phones.log("Ana").getByRole("img", { name: /Picture/ });
  await expect(pictures).toHaveCount(1);
  const asked = { content_type: "image/png", size: PNG.length };
  const upload = await world.api<{ upload_url: string; upload_headers: Record<string, string>; media_url: string }>("POST", "/api/media", asked);
  await fetch(upload.upload_url, { method: "PUT", headers: upload.upload_headers, body: new Uint8Array(PNG) });
  await world.api("POST", "/api/messages", { from: world.number, to: ANA, body: "Ours", media_urls: [upload.media_url] });
  await expect(pictures).toHaveCount(2);
  const width = () => page.evaluate(() => [...document.querySelectorAll<HTMLImageElement>("[role=log] img")].map(({ naturalWidth }) => naturalWidth));
  await expect.poll(width).toEqual([8, 8]);
});

test("a picture is taken from the clipboard and left out again", async ({ phones }) => {
  await phones.open();
  const box = phones.phone("Ana").getByRole("textbox", { name: "Text from Ana" });
  await box.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["x"], "pasted.png", { type: "image/png" }));
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await phones.phone("Ana").getByRole("button", { name: "Leave out pasted.png" }).click();
  await expect(phones.phone("Ana").getByRole("button", { name: "Send" })).toBeDisabled();
});

test("a picture that is dropped anywhere on the phone goes with the text", async ({ phones }) => {
  await phones.open();
  await expect(phones.log("Ana")).toBeVisible();
  const dropped = await phones.page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["x"], "dropped.png", { type: "image/png" }));
    return transfer;
  });
  await phones.log("Ana").dispatchEvent("drop", { dataTransfer: dropped });
  await expect(phones.phone("Ana").getByRole("img", { name: "dropped.png" })).toBeVisible();
});

test("a text on WhatsApp is answered there", async ({ phones, world }) => {
  await phones.open();
  await phones.phone("Ana").getByRole("button", { name: "On WhatsApp" }).click();
  await phones.text("Ana", "Hello from WhatsApp");
  await expect(phones.log("Ana")).toContainText("· WhatsApp");
  await expect(phones.log("Ana")).toContainText("Webhook 200");
  await world.api("POST", "/api/messages", { from: world.number, to: ANA, body: "Hello back", channel: "whatsapp" });
  await expect(phones.log("Ana")).toContainText("Received: Hello back");
  await expect(phones.log("Ana").getByText("WhatsApp", { exact: true })).toHaveCount(2);
});

test("a text to a group is on all its phones", async ({ page, phones }) => {
  await phones.open(`?phones=${ANA},${BEN}`);
  await phones.phone("Ana").getByRole("button", { name: "To a group" }).click();
  await phones.phone("Ana").getByRole("button", { name: "+1 555 019 0002" }).click();
  await phones.text("Ana", "Shall we all come?");
  await expect(phones.log("Ana")).toContainText("Group with +1 555 019 0002");
  await expect(phones.log(BEN)).toContainText("Shall we all come?");
  await phones.webhooks.getByRole("button", { name: /Text in/ }).click();
  await expect(page.getByRole("row", { name: BEN })).toBeVisible();
});

test("STOP is answered by Twilio, and the next text is refused", async ({ phones, world }) => {
  await phones.open();
  await phones.text("Ana", "Hello");
  await phones.phone("Ana").getByRole("button", { name: "STOP" }).click();
  await expect(phones.log("Ana")).toContainText("You have successfully been unsubscribed");
  await expect.poll(async () => JSON.stringify(await world.api("GET", "/api/opt-outs"))).toContain(ANA);
  const refused = world.api("POST", "/api/messages", { from: world.number, to: ANA, body: "One more thing" });
  await expect(refused).rejects.toThrow(/opted_out|opt/);
});

test("webhooks are filtered and paused", async ({ page, phones, world }) => {
  await phones.open(`?phones=${ANA},${BEN}`);
  await phones.text("Ana", "Hello");
  await world.text(BEN, "Hello from Ben");
  const texts = phones.webhooks.getByRole("button", { name: /Text in/ });
  await expect(texts).toHaveCount(2);
  await page.getByRole("combobox", { name: "Phone" }).selectOption("Ana");
  await expect(texts).toHaveCount(1);
  await page.getByRole("combobox", { name: "Kind" }).selectOption("Calls");
  await expect(phones.webhooks).toContainText("None of this kind");
  await page.getByRole("combobox", { name: "Kind" }).selectOption("Everything");
  await page.getByRole("button", { name: "Pause" }).click();
  await world.text(ANA, "One more");
  await expect(page.getByText("Paused, 1 new")).toBeVisible();
  await expect(texts).toHaveCount(1);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(texts).toHaveCount(2);
});

import { ANA, BEN, expect, test } from "./phone-page";

test("a number that is bought can be texted at once, and one that is released no more", async ({ phones, world }) => {
  await phones.open();
  const to = phones.phone("Ana").getByRole("combobox", { name: "To" });
  await expect(to.getByRole("option")).toHaveText(["+1 555 010 0001", "+1 555 010 0002"]);
  await to.selectOption("+1 555 010 0002");
  const { items } = await world.api<{ items: { phone_number: string }[] }>("GET", "/api/twilio/available-numbers?country=US&type=local");
  const bought = items[0]?.phone_number ?? "";
  await world.api("POST", "/api/twilio/purchase-number", { phone_number: bought });
  await expect(to.getByRole("option")).toHaveCount(3);
  await expect(to).toHaveValue(world.second);
  await to.selectOption(bought);
  await phones.text("Ana", "Is this your new number?");
  await expect(phones.log("Ana")).toContainText("Sent: Is this your new number?");
  await world.api("DELETE", `/api/numbers/${encodeURIComponent(bought)}`);
  await expect(to.getByRole("option")).toHaveCount(2);
  await expect(to).toHaveValue(world.number);
});

test("a new browser has the phones that are open in another one", async ({ phones, page, signedIn }) => {
  await phones.open(`?phones=${ANA},${BEN}`);
  await expect(phones.phone(BEN)).toBeVisible();
  const parties = async () => JSON.stringify(await (await page.request.get("/sim/parties")).json());
  await expect.poll(parties).toContain(BEN);
  const other = await (await signedIn({ user: "ben", role: "agent" })).newPage();
  await other.goto("/phone/");
  await expect(other.getByRole("article", { name: BEN })).toBeVisible();
  await expect(other.getByRole("article", { name: "Ana" })).toHaveCount(1);
});

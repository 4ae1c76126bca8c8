import { violations } from "./axe";
import { name, ongoing } from "./calls-page";
import { CALLER, Telephone } from "./telephone";
import { expect, test } from "./test";

test("a call that rings shows for everybody at once, and goes away", async ({ page, world, signedIn }) => {
  const telephone = new Telephone(world);
  await name(world, CALLER, "Grace Hopper");
  await telephone.forward({ rings_on: true });
  const second = await (await signedIn({ user: "bob", role: "viewer" })).newPage();
  await page.goto("/settings");
  await second.goto("/numbers");
  for (const each of [page, second]) await expect(each.getByText("Reconnecting")).toBeHidden();
  const over = telephone.call();
  for (const each of [page, second]) {
    await expect(ongoing(each)).toContainText("Grace Hopper");
    await expect(ongoing(each)).toContainText("is calling");
    await expect(ongoing(each)).toContainText("to +1 555 010 0001");
  }
  expect(await violations(page)).toEqual([]);
  await second.reload();
  await expect(ongoing(second)).toContainText("is calling");
  const { items } = await world.api<{ items: { call_id: string }[] }>("GET", "/api/calls");
  await telephone.rest(`Calls/${items[0]?.call_id}`, { Status: "completed" });
  await over;
  for (const each of [page, second]) await expect(ongoing(each)).toHaveCount(0);
});

test("several calls ring at once, and one can be hidden", async ({ page, world }) => {
  const telephone = new Telephone(world);
  await telephone.forward({ rings_on: true });
  await page.goto("/settings");
  const over = Promise.all([telephone.call(), telephone.call("+15550190002")]);
  await expect(ongoing(page)).toHaveCount(2);
  await ongoing(page).first().getByRole("button", { name: "Hide" }).click();
  await expect(ongoing(page)).toHaveCount(1);
  const { items } = await world.api<{ items: { call_id: string }[] }>("GET", "/api/calls");
  for (const { call_id } of items) await telephone.rest(`Calls/${call_id}`, { Status: "completed" });
  await over;
  await expect(ongoing(page)).toHaveCount(0);
});

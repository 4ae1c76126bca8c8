import { ANA, BEN, expect, test } from "./phone-page";
import type { World } from "./world";

/** More than a phone's screen has room for. */
async function talkative(world: World) {
  for (const place of [1, 2, 3, 4, 5, 6]) await world.text(ANA, `Text ${place}\n\n\n\nwith some room in it`);
  await world.text(ANA, "The last text");
}

test("the last text stays in sight when the writing box grows and another view is looked at", async ({ page, phones, world }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await talkative(world);
  await phones.open(`?phones=${ANA},${BEN}`);
  const last = phones.log("Ana").getByText("The last text");
  await expect(last).toBeInViewport({ ratio: 1 });
  await phones.phone("Ana").getByLabel("Pictures", { exact: true }).setInputFiles({ name: "plan.pdf", mimeType: "application/pdf", buffer: Buffer.from("x") });
  await expect(phones.phone("Ana").getByRole("list", { name: "Pictures to send" })).toBeVisible();
  await expect(last).toBeInViewport({ ratio: 1 });
  await phones.phone("Ana").getByRole("button", { name: "To a group" }).click();
  await expect(phones.phone("Ana").getByRole("group", { name: "In the group" })).toBeVisible();
  await expect(last).toBeInViewport({ ratio: 1 });
  const views = page.getByRole("navigation", { name: "Views" });
  await views.getByRole("button", { name: "Faults" }).click();
  await page.getByRole("combobox", { name: "Texts to it" }).first().selectOption("Texts do not arrive");
  await views.getByRole("button", { name: "Phones" }).click();
  await expect(phones.phone("Ana").getByText("Texts do not arrive")).toBeVisible();
  await expect(last).toBeInViewport({ ratio: 1 });
});

test("whoever reads further up stays there when the writing box grows", async ({ phones, world }) => {
  await talkative(world);
  await phones.open();
  const log = phones.log("Ana");
  await expect(log.getByText("The last text")).toBeInViewport({ ratio: 1 });
  const place = () => log.evaluate(({ scrollTop }) => scrollTop);
  const bottom = await place();
  await log.hover();
  await phones.page.mouse.wheel(0, -300);
  await expect.poll(place).toBeLessThan(bottom - 200);
  const read = await place();
  await phones.phone("Ana").getByRole("button", { name: "To a group" }).click();
  await expect(phones.phone("Ana").getByRole("group", { name: "In the group" })).toBeVisible();
  expect(await place()).toBe(read);
});

test("a call that is opened at the end shows all of itself", async ({ phones, world }) => {
  await talkative(world);
  await world.sim("calls", { from: ANA, to: world.number });
  await phones.open();
  const call = phones.log("Ana").getByText(/^Call, /);
  await expect(call).toBeInViewport({ ratio: 1 });
  await call.click();
  await expect(phones.log("Ana").getByText(/Please try again later/)).toBeInViewport({ ratio: 1 });
});

test("what went wrong with a text is a line of its own", async ({ phones, world }) => {
  await world.sim("phones", { number: ANA, outcome: "undelivered", error_code: 30008 });
  await world.api("POST", "/api/messages", { from: world.number, to: ANA, body: "Is this lost?" });
  await phones.open();
  await expect(phones.log("Ana").getByText(/^Did not arrive/)).toHaveText("Did not arrive: unknown error (30008)");
});

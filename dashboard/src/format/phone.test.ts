import { expect, test } from "vitest";

import { phoneText, readPhone } from "./phone";

test("a number of North America is written at once, as the library writes it", async () => {
  const at = ["+15550190001", "+12125550123", "+14165550199"].map((number) => phoneText(number));
  expect(at).toEqual(["+1 555 019 0001", "+1 212 555 0123", "+1 416 555 0199"]);
  const { parsePhoneNumberFromString } = await import("libphonenumber-js/min");
  expect(parsePhoneNumberFromString("+12125550123")?.formatInternational()).toBe("+1 212 555 0123");
});

test("another country's is written its way once the library is there", async () => {
  expect(phoneText("+442079460958")).toBe("+442079460958");
  await readPhone("+442079460958");
  expect(phoneText("+442079460958")).toBe("+44 20 7946 0958");
  expect(phoneText("whatsapp:+442079460958")).toBe("+44 20 7946 0958");
});

test("what is no number stays as it is", () => {
  expect(phoneText("12345")).toBe("12345");
  expect(phoneText("Acme")).toBe("Acme");
});

test("what is typed without a country is taken for North American", async () => {
  expect(await readPhone("(555) 019-0001")).toBe("+15550190001");
  expect(await readPhone("nobody")).toBeUndefined();
});

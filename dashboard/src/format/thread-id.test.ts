import { expect, test } from "vitest";

import { sidesOfThread, threadId } from "./thread-id";

test("an id says who talks", () => {
  const sides = { channel: "whatsapp" as const, own: "+15550100001", contact: "+15550190001" };
  expect(threadId("whatsapp", `whatsapp:${sides.own}`, sides.contact)).toBe("whatsapp.15550100001.15550190001");
  expect(sidesOfThread("whatsapp.15550100001.15550190001")).toEqual(sides);
});

import type { Page } from "@playwright/test";

import type { World } from "./world";

export const calls = (page: Page) => page.getByRole("list", { name: "Calls" }).getByRole("link");
export const ongoing = (page: Page) => page.getByRole("region", { name: "Calls that go on" }).getByRole("article");
export const name = (world: World, from: string, called: string) =>
  world.api("POST", "/api/contacts", { addresses: [{ address: from }], name: called, lead_id: "crm-7" });

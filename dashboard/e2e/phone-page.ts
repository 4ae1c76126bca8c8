import type { Locator, Page } from "@playwright/test";

import { test as base } from "./test";

export { expect } from "@playwright/test";

/** The first phone's number. */
export const ANA = "+15550190001";
export const BEN = "+15550190002";

/** The page of phones, opened. */
export class Phones {
  constructor(readonly page: Page) {}

  async open(search = "") {
    await this.page.goto(`/phone/${search}`);
  }

  phone(name: string): Locator {
    return this.page.getByRole("article", { name });
  }

  /** What was written and called on a phone. */
  log(name: string): Locator {
    return this.phone(name).getByRole("log", { name: "Texts and calls" });
  }

  async text(name: string, words: string) {
    const box = this.phone(name).getByRole("textbox", { name: "Text from" });
    await box.fill(words);
    await box.press("Enter");
  }

  get webhooks(): Locator {
    return this.page.getByRole("region", { name: "Webhooks, latest first" });
  }
}

export const test = base.extend<{ phones: Phones }>({
  phones: async ({ page }, use) => use(new Phones(page)),
});

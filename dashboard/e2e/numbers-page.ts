import type { Page } from "@playwright/test";

export const card = (page: Page, number: string) => page.getByRole("main").getByRole("article", { name: number });
export const offers = (page: Page) => page.getByRole("region", { name: "For sale" }).getByRole("button", { name: /^Choose/ });

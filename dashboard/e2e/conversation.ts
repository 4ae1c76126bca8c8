import type { Page } from "@playwright/test";

import type { World } from "./world";

export const ANNA = "+15550190001";
export const THREAD = "sms.15550100001.15550190001";
/** A picture of ten by ten pixels. */
export const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGNoqD+BBzGMSmNDAGHq0eFXQ5fUAAAAAElFTkSuQmCC";

export const open = (page: Page, thread = THREAD) => page.goto(`/inbox/${thread}`);
export const timeline = (page: Page) => page.getByRole("group", { name: "What has happened" });
export const entries = (page: Page) => timeline(page).getByRole("listitem");
export const send = (world: World, body: string, to = ANNA) => world.api<{ message_id: string }>("POST", "/api/messages", { to, body });
export const fromBottom = (page: Page) => timeline(page).evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop);

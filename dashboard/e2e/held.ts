import type { Page } from "@playwright/test";

/** Holds requests of these URLs until they are released. */
export async function held(page: Page, url: string): Promise<{ release: () => void }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(url, async (route) => {
    await released;
    await route.continue();
  });
  return { release };
}

/** Holds the answers to requests of these URLs whose body is meant, until they are released. */
export async function answersHeld(page: Page, url: string, isMeant: (body: Record<string, unknown>) => boolean) {
  let release = () => {};
  let hold = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const isHeld = new Promise<void>((resolve) => {
    hold = resolve;
  });
  await page.route(url, async (route) => {
    const response = await route.fetch();
    if (isMeant((route.request().postDataJSON() as Record<string, unknown> | null) ?? {})) {
      hold();
      await released;
    }
    await route.fulfill({ response });
  });
  return { isHeld, release };
}

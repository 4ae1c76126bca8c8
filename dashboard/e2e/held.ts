import type { Page } from "@playwright/test";

/** Something that is waited for, and says itself that it has come. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** Holds requests of these URLs until they are released. */
export async function held(page: Page, url: string) {
  const { open: release, opened: released } = gate();
  await page.route(url, async (route) => {
    await released;
    await route.continue();
  });
  return { release };
}

/** Holds the answers to requests of these URLs whose body is meant, until they are released. */
export async function answersHeld(page: Page, url: string, isMeant: (body: Record<string, unknown>) => boolean) {
  const { open: release, opened: released } = gate();
  const { open: hold, opened: isHeld } = gate();
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

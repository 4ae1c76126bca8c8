import { type BrowserContext, test as base } from "@playwright/test";

import { type Local, startLocal } from "./local";
import { ADA, type User, World } from "./world";

export { expect } from "@playwright/test";

interface Fixtures {
  local: Local;
  world: World;
  /** Who is signed in: `test.use({ as: … })`. */
  as: User;
  /** A context in which somebody is signed in, for a second user of the same story. */
  signedIn: (user: User) => Promise<BrowserContext>;
}

/** A test with a local run of its own, in whose page `ada` is signed in. Fails on errors in the page's console. */
export const test = base.extend<Fixtures>({
  as: [ADA, { option: true }],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names
  local: async ({}, use) => {
    const local = await startLocal();
    await use(local);
    await local.stop();
  },
  world: async ({ local }, use) => use(new World(local)),
  baseURL: async ({ local }, use) => use(local.url),
  context: async ({ context, world, as }, use) => {
    await prepare(context, world, as);
    await use(context);
  },
  signedIn: async ({ browser, world, local }, use) => {
    const made: BrowserContext[] = [];
    await use(async (user) => {
      const context = await browser.newContext({ baseURL: local.url });
      made.push(context);
      await prepare(context, world, user);
      return context;
    });
    await Promise.all(made.map((context) => context.close()));
  },
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("response", (answer) => answer.status() === 404 && isOfPage(answer.url()) && errors.push(`404 ${answer.url()}`));
    page.on("console", (line) => line.type() === "error" && !isNetwork(line.text()) && errors.push(line.text()));
    await use(page);
    if (errors.length > 0) throw new Error(`errors in the page:\n${errors.join("\n")}`);
  },
});

/** Files of the page itself, which have to be there. */
const isOfPage = (url: string) => !/^\/(api|dev|sim)\//.test(new URL(url).pathname) && /\.\w+$/.test(new URL(url).pathname);

/** What the browser says of answers that are refusals, and of a network that is gone. */
const isNetwork = (text: string) => /^Failed to load resource|^WebSocket connection/.test(text);

/** Signs somebody in, as the issuer would have: the story of signing in itself is in `sign-in.test.ts`. */
async function prepare(context: BrowserContext, world: World, user: User) {
  const token = await world.token(user);
  const profile = { sub: user.user, role: user.role, name: user.user };
  const kept = { access_token: token, token_type: "Bearer", profile, expires_at: Math.floor(Date.now() / 1000) + 3000 };
  const item = [`oidc.user:${world.local.url}:dashboard`, JSON.stringify(kept)] as const;
  await context.addInitScript(([key, value]) => {
    if (!sessionStorage.getItem(key)) sessionStorage.setItem(key, value);
  }, item);
}

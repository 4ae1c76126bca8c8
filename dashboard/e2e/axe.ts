import { createRequire } from "node:module";

import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

const SCRIPT = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe finds wrong with what is shown: a line for each, empty when all is well. */
export async function violations(page: Page): Promise<string[]> {
  const { readFile } = await import("node:fs/promises");
  await page.evaluate(await readFile(SCRIPT, "utf8"));
  const found = await run(page);
  // What began to change while axe looked has to be looked at again.
  const { violations } = found.violations.length > 0 ? await run(page) : found;
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`);
}

async function run(page: Page): Promise<AxeResults> {
  await page.evaluate(settled);
  return page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
}

/** What fades in has its colours at the end. */
async function settled() {
  const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map((animation) => animation.finished));
}

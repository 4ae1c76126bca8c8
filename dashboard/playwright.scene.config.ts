import { defineConfig } from "@playwright/test";

import tests from "./playwright.config";

/** What a page costs that has much to show: `make scene`. One test at a time, on a machine that does nothing else. */
export default defineConfig(tests, {
  testDir: "scene",
  workers: 1,
  fullyParallel: false,
  timeout: 3_600_000,
  // What Playwright notes costs time.
  use: { trace: "off" },
});

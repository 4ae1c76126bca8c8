import { defineConfig } from "@playwright/test";

import tests from "./playwright.config";

/** Pictures of every screen: `make screenshots`. */
export default defineConfig(tests, { testDir: "pictures", workers: 1, fullyParallel: false, timeout: 300_000 });

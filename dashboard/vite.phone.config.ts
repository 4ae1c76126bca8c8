import { defineConfig } from "vite";

import { build, shared } from "./vite.shared.ts";

/** The phone is served by the local run alone, so it is a page of its own. */
export default defineConfig({
  ...shared,
  root: "phone",
  base: "/phone/",
  publicDir: false,
  build: { ...build, outDir: "../dist-phone" },
});

import { defineConfig } from "vitest/config";

import { build, shared } from "./vite.shared.ts";

/** The local run, for `npm run dev`. */
const LOCAL = process.env["PATCHBAY_URL"] ?? "http://127.0.0.1:3000";
const asked = { target: LOCAL, changeOrigin: true, headers: { origin: LOCAL } };

/** What all pages need first is two files; what some share is few, as each one costs a slow phone a request. */
const GROUPS = [
  { name: "libraries", tags: ["$initial" as const], test: /node_modules/, priority: 3 },
  { name: "first", tags: ["$initial" as const], priority: 2 },
  { name: "shared", minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 3_000, priority: 1 },
];

export default defineConfig({
  ...shared,
  build: { ...build, manifest: true, rolldownOptions: { output: { codeSplitting: { groups: GROUPS } } } },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": asked, "/config.json": asked, "/dev": asked, "/.well-known": asked, "/sim": asked },
  },
  test: { include: ["src/**/*.test.{ts,tsx}", "phone/**/*.test.{ts,tsx}"] },
});

import { defineConfig } from "vitest/config";

import { build, shared } from "./vite.shared.ts";

/** The local run, for `npm run dev`. */
const LOCAL = process.env["PATCHBAY_URL"] ?? "http://127.0.0.1:3000";
const asked = { target: LOCAL, changeOrigin: true, headers: { origin: LOCAL } };

export default defineConfig({
  ...shared,
  build: { ...build, manifest: true },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": asked, "/config.json": asked, "/dev": asked, "/.well-known": asked, "/sim": asked },
  },
  test: { include: ["src/**/*.test.{ts,tsx}", "phone/**/*.test.{ts,tsx}"] },
});

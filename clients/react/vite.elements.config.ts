import { defineConfig } from "vite";

import { shared } from "./vite.shared.ts";

/** For any other page: one file with elements, React included. */
export default defineConfig({
  ...shared,
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    emptyOutDir: false,
    lib: { entry: "src/elements.tsx", formats: ["es"], fileName: "elements" },
  },
});

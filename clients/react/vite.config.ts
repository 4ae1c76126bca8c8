import { defineConfig } from "vite";

import { shared } from "./vite.shared.ts";

/** For pages that have React and a bundler. */
export default defineConfig({
  ...shared,
  build: {
    emptyOutDir: false,
    lib: { entry: "src/index.ts", formats: ["es"], fileName: "index", cssFileName: "patchbay" },
    rolldownOptions: { external: [/^react($|\/)/, /^react-dom($|\/)/] },
  },
});

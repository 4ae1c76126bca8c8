import { fileURLToPath } from "node:url";

import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { UserConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the page and the phone have in common. */
export const shared = {
  plugins: [react(), tailwindcss()],
  resolve: {
    alias: {
      "@": here("src"),
      "patchbay-client": here("../clients/typescript/src/index.ts"),
      "openapi-fetch": here("node_modules/openapi-fetch"),
    },
  },
} satisfies UserConfig;

/** In the CSP of a deployment there are no inline styles, scripts or data: URLs but images. */
export const build = { assetsInlineLimit: 0, emptyOutDir: true, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 800 } as const;

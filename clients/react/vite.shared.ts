import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import type { UserConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The client for TypeScript becomes part of both files: who uses them needs nothing else. */
export const shared = {
  plugins: [react()],
  resolve: {
    alias: {
      "patchbay-client": here("../typescript/src/index.ts"),
      "openapi-fetch": here("node_modules/openapi-fetch"),
    },
  },
} satisfies UserConfig;

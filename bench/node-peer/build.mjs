// One minified file per function, with everything in it, as it would be zipped for Lambda.
import { build } from "esbuild";

for (const name of ["sms", "status", "voice"]) {
  await build({
    entryPoints: [`src/${name}.js`],
    outfile: `dist/${name}/index.cjs`,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // The SDK's ES modules: what is not used is left out.
    mainFields: ["module", "main"],
    legalComments: "none",
    logLevel: "warning",
  });
}

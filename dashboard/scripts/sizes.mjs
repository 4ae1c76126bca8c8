// Prints what a browser loads first, and with the largest page, and fails over the limit: `npm run sizes`, after a build.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 200_000;
const DIST = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", DIST), "utf8"));

/** The files that come with a chunk, its own and those that it imports at once. */
function withImports(name, found = new Set()) {
  const chunk = manifest[name];
  if (!chunk || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const next of chunk.imports ?? []) withImports(next, found);
  return found;
}

const zipped = (file) => gzipSync(readFileSync(new URL(file, DIST)), { level: 9 }).length;
const sum = (files) => [...files].filter((file) => file.endsWith(".js")).reduce((bytes, file) => bytes + zipped(file), 0);

const first = withImports("index.html");
const pages = Object.keys(manifest).filter((name) => manifest[name].isDynamicEntry && /page\.tsx$/.test(name));
const sizes = pages.map((name) => [name, sum([...withImports(name)].filter((file) => !first.has(file)))]);
sizes.sort(([, a], [, b]) => b - a);

const row = (name, bytes) => console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${name}`);
row("first JavaScript, gzipped", sum(first));
for (const [name, bytes] of sizes) row(`more for ${name}`, bytes);
if (sum(first) > LIMIT) {
  console.error(`The first JavaScript is over ${LIMIT / 1000} kB.`);
  process.exit(1);
}

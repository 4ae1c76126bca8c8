import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

const SRC = dirname(fileURLToPath(import.meta.url));
const ROOTS = [SRC, join(SRC, "../phone/src"), join(SRC, "../e2e")];

const files = ROOTS.flatMap((root) => readdirSync(root, { recursive: true, encoding: "utf8" }).map((file) => join(root, file))).filter((file) =>
  /\.tsx?$/.test(file),
);
const shown = (file: string) => relative(join(SRC, ".."), file);

/** What a file imports of ours, as paths without an ending. */
function imported(file: string): string[] {
  const names = [...readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, name = ""]) => name);
  return names.filter((name) => /^(@\/|\.)/.test(name)).map((name) => (name.startsWith("@/") ? join(SRC, name.slice(2)) : resolve(dirname(file), name)));
}

const featureOf = (path: string) => /^features\/([^/]+)/.exec(relative(SRC, path))?.[1];

test("a file is one subject: at most 150 lines, and 300 of stories", () => {
  const limit = (file: string) => (file.startsWith(ROOTS[2] ?? "") ? 300 : 150);
  const long = files.filter((file) => readFileSync(file, "utf8").split("\n").length > limit(file) + 1);
  expect(long.map(shown)).toEqual([]);
});

test("no feature imports another one", () => {
  const across = files.flatMap((file) => {
    const own = featureOf(file);
    if (!own) return [];
    const foreign = imported(file).filter((path) => (featureOf(path) ?? own) !== own);
    return foreign.map((path) => `${shown(file)} imports ${shown(path)}`);
  });
  expect(across).toEqual([]);
});

test("what features share knows nothing of them", () => {
  const layers = ["ui", "format", "keys", "api", "auth", "live", "parts"];
  const upward = files.flatMap((file) => {
    const layer = layers.find((name) => shown(file).startsWith(`src/${name}/`));
    if (!layer) return [];
    return imported(file)
      .map(shown)
      .filter((path) => /^src\/(features|app)\//.test(path))
      .map((path) => `${shown(file)} imports ${path}`);
  });
  expect(upward).toEqual([]);
});

test("features know nothing of the frame", () => {
  const upward = files.filter((file) => featureOf(file) && imported(file).some((path) => shown(path).startsWith("src/app/")));
  expect(upward.map(shown)).toEqual([]);
});

test("no circle of imports", () => {
  const known = new Map(files.map((file) => [file.replace(/\.tsx?$/, ""), file]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, way: string[]) => {
    if (way.includes(file)) return void circles.push([...way.slice(way.indexOf(file)), file].map(shown).join(" → "));
    if (done.has(file)) return;
    for (const path of imported(file)) {
      const next = known.get(path.replace(/\.tsx?$/, ""));
      if (next) visit(next, [...way, file]);
    }
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test("colours come from the theme, so that dark is dark everywhere", () => {
  const raw = files.filter((file) => file.endsWith(".tsx") && /\b(bg|text|border)-(white|black|gray|slate|zinc|red|green|blue|yellow)\b|\bdark:/.test(readFileSync(file, "utf8")));
  expect(raw.map(shown)).toEqual([]);
});

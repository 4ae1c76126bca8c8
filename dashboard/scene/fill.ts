import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { type Local, startLocal } from "../e2e/local";
import { World } from "../e2e/world";

const DATA = process.env["SCENE_DATA"] ?? fileURLToPath(new URL("../../target/scene", import.meta.url));
const AT_ONCE = 16;

export const CONVERSATIONS = Number(process.env["SCENE_CONVERSATIONS"] ?? 5_000);
/** Entries of one conversation. */
export const ENTRIES = Number(process.env["SCENE_ENTRIES"] ?? 20_000);
export const CALLS = Number(process.env["SCENE_CALLS"] ?? 2_000);

/** Who has written all these. */
export const TALKER = "+15550190000";
const person = (index: number) => `+1555${String(2_000_000 + index)}`;

/** A local run that has the scene; it is made once, by texts and calls from outside, and kept. */
export async function startScene(): Promise<Local> {
  const made = join(DATA, `made-${CONVERSATIONS}-${ENTRIES}-${CALLS}`);
  const local = await startLocal(["--data", DATA]);
  if (existsSync(made)) return local;
  await fill(new World(local));
  writeFileSync(made, "");
  return local;
}

async function fill(world: World) {
  const begun = Date.now();
  await each(ENTRIES, "entries", (index) => world.text(TALKER, `This is text ${index} of somebody who writes a lot.`));
  await each(CONVERSATIONS - 1, "conversations", (index) => world.text(person(index), `Is the flat in street ${index} still free?`));
  const script = [{ hang_up: true, after: 3 }];
  await each(CALLS, "calls", (index) => world.sim("calls", { from: person(index % CONVERSATIONS), to: world.number, script }));
  console.log(`The scene took ${Math.round((Date.now() - begun) / 1000)} s.`);
}

/** Does something many times, some of them at once. */
async function each(count: number, what: string, make: (index: number) => Promise<unknown>) {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      if (index % 1000 === 0) console.log(`${what}: ${index} of ${count}`);
      await make(index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

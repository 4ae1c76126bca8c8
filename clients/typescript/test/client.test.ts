import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { createPatchbay, type Event as PatchbayEvent, idempotencyKey, items, type Patchbay } from "../src/index.js";
import { type Local, startLocal } from "./local.js";

let local: Local;
let patchbay: Patchbay;

before(async () => {
  local = await startLocal();
  patchbay = createPatchbay({ baseUrl: local.baseUrl, token: () => local.token() });
});
after(() => local.stop());

/** Waits until something is true. */
async function until(what: string, holds: () => boolean): Promise<void> {
  const late = Date.now() + 30_000;
  while (!holds()) {
    assert.ok(Date.now() < late, what);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** WebSockets that a test can cut. */
function cuttable() {
  const open: WebSocket[] = [];
  class Cuttable extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      open.push(this);
    }
  }
  return { open, Cuttable };
}

test("the types are those of docs/openapi.yaml", () => {
  const file = join(mkdtempSync(join(tmpdir(), "schema-")), "schema.ts");
  const tool = "node_modules/.bin/openapi-typescript";
  execFileSync(tool, ["../../docs/openapi.yaml", "--default-non-nullable=false", "--output", file], { stdio: "ignore" });
  assert.equal(readFileSync("src/schema.ts", "utf8"), readFileSync(file, "utf8"), "run `npm run types`");
});

test("a request with the same key is sent once", async () => {
  const header = { "Idempotency-Key": idempotencyKey() };
  const ask = () => patchbay.POST("/api/messages", { params: { header }, body: { to: "+15550190042", body: "hi" } });
  const [first, second] = [await ask(), await ask()];
  assert.equal(first.response.status, 202);
  assert.equal(first.data?.message_id, second.data?.message_id);
});

test("a list is read to its end", async () => {
  for (const body of ["one", "two", "three"]) await local.text(body);
  const id = "sms.15550100001.15550190001";
  const messages = items((cursor) => {
    const query = { limit: 2, ...(cursor !== undefined && { cursor }) };
    return patchbay.GET("/api/threads/{id}/messages", { params: { path: { id }, query } });
  });
  const bodies = [];
  for await (const message of messages) bodies.push(message.body);
  assert.deepEqual(bodies.slice(0, 3), ["three", "two", "one"]);
});

test("events are heard at once, and after a gap all that was missed", async () => {
  const { open, Cuttable } = cuttable();
  const heard: PatchbayEvent[] = [];
  const states: string[] = [];
  const live = patchbay.live({
    onEvent: (event) => heard.push(event),
    onState: (state) => states.push(state),
    WebSocket: Cuttable,
  });
  await live.begun;
  const shows = (body: string) => heard.some((event) => event.data["body"] === body);
  await until("the channel is heard", () => states.includes("connected"));
  await local.text("at once");
  await until("the text is heard", () => shows("at once"));
  open.at(-1)?.close();
  await until("the connection is cut", () => states.includes("disconnected"));
  for (let number = 0; number < 10; number += 1) await local.text(`missed ${number}`);
  await until("the last one missed is heard", () => shows("missed 9"));
  for (let number = 0; number < 10; number += 1) assert.ok(shows(`missed ${number}`), `missed ${number}`);
  await until("the channel is heard again", () => states.at(-1) === "connected");
  await local.text("again");
  await until("the text is heard", () => shows("again"));
  const thread = () => heard.findLast((event) => event.type === "thread.updated");
  await until("the conversation has it last", () => thread()?.data["last_message"] === "again");
  live.close();
});

test("a browser that is online again is connected without a pause", async ({ mock }) => {
  const browser = new EventTarget();
  const own = { addEventListener: browser.addEventListener.bind(browser), removeEventListener: browser.removeEventListener.bind(browser) };
  Object.assign(globalThis, own);
  const states: string[] = [];
  const { open, Cuttable } = cuttable();
  const listening = patchbay.live({ onEvent: () => {}, onState: (state) => states.push(state), WebSocket: Cuttable });
  await until("a channel", () => states.at(-1) === "connected");
  // From now on a pause is as good as without an end.
  const { setTimeout } = globalThis;
  mock.method(globalThis, "setTimeout", (work: () => void, time: number) => setTimeout(work, time < 100 ? time : time * 1000));
  open.at(-1)?.close();
  await until("the end of the channel", () => states.at(-1) === "disconnected");
  browser.dispatchEvent(new Event("online"));
  await until("another channel", () => states.at(-1) === "connected");
  assert.equal(open.length, 2);
  // It does not trust the one that it has, either.
  browser.dispatchEvent(new Event("online"));
  await until("the end of that", () => states.at(-1) === "disconnected");
  listening.close();
});

test("a token that is refused is asked for again", async () => {
  let asked = 0;
  const token = async () => ((asked += 1) > 2 ? local.token() : "x.y.z");
  const stranger = createPatchbay({ baseUrl: local.baseUrl, token });
  const live = stranger.live({ onEvent: () => {} });
  await live.begun;
  assert.ok(asked > 2);
  live.close();
});

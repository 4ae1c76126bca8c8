import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const BUILT = fileURLToPath(new URL("../../target/debug/local", import.meta.url));
/** The program `local`, which the tests run against. */
const PROGRAM = process.env["PATCHBAY_LOCAL"] ?? BUILT;

const PAGE = fileURLToPath(new URL("../dist", import.meta.url));

/** A local run of a test's own, without state. */
export interface Local {
  url: string;
  sim: string;
  stop(): Promise<void>;
}

/** Starts one; `state` says where it keeps what it knows. */
export async function startLocal(state: string[] = ["--ephemeral"]): Promise<Local> {
  for (;;) {
    const port = await freePort();
    const child = spawn(PROGRAM, ["--port", String(port), "--log", "json", "--dashboard", PAGE, ...state], { stdio: "ignore" });
    const ended = once(child, "exit");
    const url = `http://127.0.0.1:${port}`;
    if (await isReady(url, () => child.exitCode !== null)) {
      const stop = async () => {
        child.kill();
        await ended;
      };
      return { url, sim: `http://127.0.0.1:${port + 1}/sim`, stop };
    }
  }
}

/** It ends by itself where somebody else has one of its ports. */
async function isReady(url: string, hasEnded: () => boolean): Promise<boolean> {
  while (!hasEnded()) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? Math.min(address.port, 65_500) : 0;
}

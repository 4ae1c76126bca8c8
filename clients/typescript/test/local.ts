import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** The program `local`, which the tests run against. */
const PROGRAM = process.env["PATCHBAY_LOCAL"] ?? "../../target/debug/local";

export interface Local {
  baseUrl: string;
  token(tenant?: string): Promise<string>;
  text(body: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startLocal(): Promise<Local> {
  for (;;) {
    const port = await freePort();
    const child = spawn(PROGRAM, ["--port", String(port), "--ephemeral", "--log", "json"], { stdio: "ignore" });
    if (await answers(child, `http://127.0.0.1:${port}/healthz`)) return around(child, port);
  }
}

/** Somebody else may have one of the three ports: then it ends. */
async function answers(child: ChildProcess, url: string): Promise<boolean> {
  while (child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

function around(child: ChildProcess, port: number): Local {
  const baseUrl = `http://127.0.0.1:${port}`;
  const post = async (url: string, body: object) => {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    return (await answer.json()) as { token: string; webhook: { status: number } };
  };
  return {
    baseUrl,
    token: async (tenant = "demo") => (await post(`${baseUrl}/dev/token`, { tenant })).token,
    async text(body) {
      const message = { from: "+15550190001", to: "+15550100001", body };
      const sent = await post(`http://127.0.0.1:${port + 1}/sim/messages`, message);
      if (sent.webhook.status !== 200) throw new Error(JSON.stringify(sent));
    },
    async stop() {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? Math.min(address.port, 65_533) : 0;
}

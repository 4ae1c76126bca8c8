// A website of somebody's own, in the smallest: it serves its pages, and to who is signed in a token of patchbay's.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const PATCHBAY = process.env.PATCHBAY_URL ?? "http://127.0.0.1:3000";
const PORT = Number(process.env.PORT ?? 5173);
const FILES = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/page.js": ["page.js", "text/javascript"],
  "/style.css": ["style.css", "text/css"],
  "/elements.js": ["../../clients/react/dist/elements.js", "text/javascript"],
};

/** Here your website looks who has the session, and signs a token or asks its identity provider for one. */
async function token() {
  const body = JSON.stringify({ tenant: "demo", user: "ada", role: "agent" });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`${PATCHBAY}/dev/token`, { method: "POST", headers, body });
  return (await answer.json()).token;
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname === "/token" && request.method === "POST") {
    return response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" }).end(JSON.stringify({ token: await token(), api: PATCHBAY }));
  }
  const [file, type] = FILES[pathname] ?? [];
  if (!file) return response.writeHead(404).end();
  const security = { "Content-Security-Policy": `default-src 'self'; connect-src 'self' ${PATCHBAY} ${PATCHBAY.replace("http", "ws")}; img-src 'self' http: https:` };
  response.writeHead(200, { "Content-Type": type, ...security }).end(await readFile(new URL(file, import.meta.url)));
});
server.listen(PORT, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));

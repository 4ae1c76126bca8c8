// Scores of Lighthouse for pages of a tenant with a few conversations: `make lighthouse`.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const LEAST = 95;
/** Of a phone four times slower than this machine, on slow 4G and without anything in its cache. */
const LEAST_SPEED_OF_PHONE = 80;
const PORT = 28_300;
const URL_ = `http://127.0.0.1:${PORT}`;
const PAGES = ["/inbox", "/inbox/sms.15550100001.15550190001", "/calls", "/voicemails", "/contacts", "/numbers", "/settings", "/health"];
const CATEGORIES = ["performance", "accessibility", "best-practices"];

const require = createRequire(pathToFileURL(resolve(process.argv[2] ?? "target/lighthouse", "package.json")));
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const { default: lighthouse, desktopConfig } = await load("lighthouse");
const { default: puppeteer } = await load("puppeteer-core");

const post = async (url, body) => {
  const answer = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  return answer.status === 204 ? {} : answer.json();
};

const local = spawn(process.env.PATCHBAY_LOCAL, ["--port", String(PORT), "--ephemeral", "--log", "json"], { stdio: "ignore" });
while (!(await fetch(`${URL_}/healthz`).catch(() => undefined))?.ok) await new Promise((ready) => setTimeout(ready, 50));
for (let person = 1; person <= 20; person += 1) {
  await post(`http://127.0.0.1:${PORT + 1}/sim/messages`, { from: `+155501900${String(person).padStart(2, "0")}`, to: "+15550100001", body: "Is the flat still free?" });
}

const flags = ["--no-sandbox", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
const { token } = await post(`${URL_}/dev/token`, { tenant: "demo", user: "ada", role: "owner" });
const kept = { access_token: token, token_type: "Bearer", profile: { sub: "ada", role: "owner", name: "ada" }, expires_at: Math.floor(Date.now() / 1000) + 3000 };

let low = 0;
for (const [device, config] of [["phone", undefined], ["desktop", desktopConfig]]) {
  for (const path of PAGES) {
    const page = await browser.newPage();
    await page.goto(`${URL_}/icon.svg`);
    await page.evaluate((key, value) => sessionStorage.setItem(key, value), `oidc.user:${URL_}:dashboard`, JSON.stringify(kept));
    const { lhr } = await lighthouse(URL_ + path, { onlyCategories: CATEGORIES, logLevel: "error" }, config, page);
    const scores = CATEGORIES.map((name) => Math.round(lhr.categories[name].score * 100));
    console.log(`${device.padEnd(8)} ${path.padEnd(36)} ${scores.join("  ")}`);
    for (const [index, score] of scores.entries()) {
      if (score >= (device === "phone" && index === 0 ? LEAST_SPEED_OF_PHONE : LEAST)) continue;
      low += 1;
      const refs = lhr.categories[CATEGORIES[index]].auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9);
      console.log(`         ${CATEGORIES[index]}: ${refs.map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ""}`).join(", ")}`);
    }
    await page.close();
  }
}
await browser.close();
local.kill();
if (low > 0) {
  console.error(`${low} scores are too low.`);
  process.exitCode = 1;
}

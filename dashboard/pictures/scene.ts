import type { Browser } from "@playwright/test";

import type { User, World } from "../e2e/world";

const phone = (person: number) => `+155501900${String(person).padStart(2, "0")}`;

/** Whose calls these are: their own would lie over the pictures. */
const BEN: User = { user: "ben", role: "agent" };

const PEOPLE: [name: string, texts: string[]][] = [
  ["Ana Miller", ["Hi! Is the flat in Elm Street still free?", "The one with the balcony."]],
  ["Peter Okafor", ["I will be ten minutes late for the viewing, sorry."]],
  ["Lucía Fernández", ["¿Podemos vernos el jueves a las cinco?"]],
  ["Amir Haddad", ["Thanks, the keys work now."]],
  ["Mei Lin", ["Could you send me the floor plan again?"]],
  ["Tom Becker", ["The heating in the hall makes a noise at night. It began on Monday."]],
  ["Sofia Rossi", ["We take it! When can we sign?"]],
  ["Grace Kim", ["Is parking included in the rent?"]],
  ["Daniel Cohen", ["ok, see you there!"]],
  ["Nora Hansen", ["How much is the deposit?"]],
];

/** Somebody's week of renting flats: what every picture shows. */
export async function setTheScene(world: World, browser: Browser) {
  await preferences(world);
  for (const [index, [name, texts]] of [...PEOPLE.entries()].reverse()) {
    for (const body of texts) await world.text(phone(index + 1), body);
    await named(world, phone(index + 1), name, `rent-${2041 + index}`);
  }
  await joan(world, await floorPlan(browser));
  await others(world);
  await calls(world);
}

const threadOf = (person: number) => `/api/threads/sms.15550100001.155501900${String(person).padStart(2, "0")}`;
const answer = (world: World, person: number, body: string, more: object = {}) => world.api("POST", "/api/messages", { to: phone(person), body, ...more });

async function named(world: World, number: string, name: string, lead: string) {
  const { items } = await world.api<{ items: { contact_id: string }[] }>("GET", `/api/contacts?number=${encodeURIComponent(number)}`);
  await world.api("PATCH", `/api/contacts/${items[0]?.contact_id}`, { name, lead_id: lead });
}

async function preferences(world: World) {
  await world.api("PUT", "/api/preferences", { voicemail_enabled: true, greeting_text: "Example Homes. Please leave a message." });
  await world.api("PUT", "/api/tags", {
    items: [
      { name: "viewing", color: "#1f6feb" },
      { name: "contract", color: "#1c6b38" },
      { name: "repair", color: "#7a4b00" },
    ],
  });
  await world.api("POST", "/api/snippets", { name: "hours", text: "We are there from Monday to Friday, 9 to 5." });
  await world.api("POST", "/api/snippets", { name: "deposit", text: "The deposit is two months' rent, back at the end." });
}

async function joan(world: World, plan: string) {
  await answer(world, 1, "Yes, it is. Would you like to see it on Friday at five?");
  await world.text(phone(1), "Friday is fine. This is the plan I have, is it right?", { media: [{ content_type: "image/png", base64: plan }] });
  await world.api("POST", `${threadOf(1)}/notes`, { text: "Wants to move in by March. Has a dog." });
  await world.api("PATCH", threadOf(1), { tags: ["viewing"], assigned_to: "ada" });
  await answer(world, 1, "It is. See you on Friday!");
  const later = new Date(Date.now() + 26 * 3_600_000).toISOString();
  await answer(world, 1, "See you in an hour, at the front door.", { send_at: later });
}

async function others(world: World) {
  await answer(world, 2, "No problem, I will wait at the door.");
  await world.api("PATCH", threadOf(6), { tags: ["repair"], assigned_to: "ben" });
  await world.api("PATCH", threadOf(7), { tags: ["contract"] });
  await world.api("PATCH", threadOf(4), { status: "done" });
  await world.api("POST", `${threadOf(9)}/read`, {});
  await world.sim("phones", { number: phone(10), outcome: "undelivered", error_code: 30005 });
  await answer(world, 10, "Two months' rent.");
  await world.text(phone(8), "STOP");
}

async function calls(world: World) {
  const call = (person: number, script: object[]) => world.sim("calls", { from: phone(person), to: world.number, script });
  await call(1, [{ speak: 7, text: "Hello, this is Ana. I have found the keys, call me back when you can." }]);
  await call(3, [{ hang_up: true, after: 2 }]);
  await call(5, [{ speak: 4, text: "It is Mei, about the plan." }]);
  await world.sim("parties", { address: phone(2), behaviour: { answer_after: 3, actions: [{ talk: 95 }] } });
  await world.sim("parties", { address: "+15550190090", behaviour: { answer_after: 2, actions: [{ press: "1" }, { talk: 200 }] } });
  await world.api("POST", "/api/twilio/calls/make", { to: phone(2), connect: "+15550190090", record: true }, BEN);
  await world.sim("parties", { address: phone(6), behaviour: { busy: true } });
  await world.api("POST", "/api/twilio/calls/make", { to: phone(6), connect: "+15550190090" }, BEN);
}

/** A picture that somebody sends: drawn here, so that it is nobody's. */
async function floorPlan(browser: Browser): Promise<string> {
  const page = await browser.newPage({ viewport: { width: 640, height: 440 } });
  await page.setContent(`<style>body{margin:0}</style><svg viewBox="0 0 640 440" font-family="sans-serif" font-size="22" fill="#345">
    <rect width="640" height="440" fill="#f4efe6"/><g fill="#fff" stroke="#345" stroke-width="6"><rect x="40" y="40" width="340" height="220"/>
    <rect x="380" y="40" width="220" height="150"/><rect x="380" y="190" width="220" height="210"/><rect x="40" y="260" width="340" height="140"/></g>
    <text x="150" y="160">Living room</text><text x="440" y="120">Kitchen</text><text x="440" y="300">Bedroom</text><text x="150" y="340">Balcony</text></svg>`);
  const picture = await page.screenshot({ type: "png" });
  await page.close();
  return picture.toString("base64");
}

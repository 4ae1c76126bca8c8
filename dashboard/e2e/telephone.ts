import type { World } from "./world";

export const CALLER = "+15550190001";
export const MOBILE = "+15550199001";

/** What people on the phone do, for the stories of calls. */
export class Telephone {
  constructor(private readonly world: World) {}

  /** Calls go to the mobile; it takes them as `behaviour` says. */
  async forward(behaviour: object, more: object = {}) {
    await this.world.api("PATCH", "/api/preferences", { call_forwarding_enabled: true, call_forwarding_number: MOBILE, ...more });
    await this.takes(MOBILE, behaviour);
  }

  /** How somebody takes calls. */
  takes(address: string, behaviour: object): Promise<object> {
    return this.world.sim("parties", { address, behaviour });
  }

  /** Somebody calls the first number; resolves when the call is over. */
  call(from = CALLER, script: object[] = []): Promise<{ sid: string }> {
    return this.world.sim("calls", { from, to: this.world.number, script });
  }

  /** The phone that a call rings beside the first one, once it rings. */
  async dialled(sid: string): Promise<string> {
    for (;;) {
      const answer = await fetch(`${this.world.local.sim}/calls/${sid}`);
      const { legs } = (await answer.json()) as { legs: { sid: string; now?: { doing: string } }[] };
      if (legs[0]?.now?.doing === "ringing") return legs[0].sid;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** A call that nobody takes, and in which nothing is said. */
  async missed(from = CALLER) {
    await this.forward({ no_answer: true }, { voicemail_enabled: false });
    return this.call(from);
  }

  /** Somebody leaves a voicemail. */
  async voicemail(from = CALLER, text = "Please call me back.") {
    await this.world.api("PATCH", "/api/preferences", { call_forwarding_enabled: false, voicemail_enabled: true, voicemail_transcription_enabled: true });
    return this.call(from, [{ speak: 7, text }]);
  }

  /** A call that is taken and recorded. */
  async recorded(from = CALLER) {
    await this.forward({ answer_after: 2, actions: [{ press: "1" }, { talk: 30 }] }, { recording_enabled: true });
    return this.call(from);
  }

  /** Twilio's REST API, with the account's own credentials. */
  async rest(path: string, form: Record<string, string>) {
    const answer = await fetch(`${this.world.local.url}/dev/account?tenant=demo`);
    const { account_sid, auth_token } = (await answer.json()) as { account_sid: string; auth_token: string };
    const url = `${this.world.local.sim.replace(/\/sim$/, "")}/2010-04-01/Accounts/${account_sid}/${path}.json`;
    const headers = { Authorization: `Basic ${btoa(`${account_sid}:${auth_token}`)}` };
    const done = await fetch(url, { method: "POST", headers, body: new URLSearchParams(form) });
    if (!done.ok) throw new Error(`${path}: ${done.status} ${await done.text()}`);
    return done.json() as Promise<Record<string, unknown>>;
  }
}

import type { Local } from "./local";

export type Role = "owner" | "agent" | "viewer";

/** Somebody who is signed in. */
export interface User {
  user: string;
  role: Role;
}

export const ADA: User = { user: "ada", role: "owner" };

/** The world around the page: the API as another user, and the outside as `/sim` plays it. */
export class World {
  readonly number = "+15550100001";
  readonly second = "+15550100002";

  constructor(readonly local: Local) {}

  async token({ user, role }: User = ADA): Promise<string> {
    const { token } = await this.post<{ token: string }>(`${this.local.url}/dev/token`, { tenant: "demo", user, role });
    return token;
  }

  /** A request of the API. Fails where it is refused. */
  async api<T = Record<string, unknown>>(method: string, path: string, body?: object, as: User = ADA): Promise<T> {
    const headers = { Authorization: `Bearer ${await this.token(as)}`, "Content-Type": "application/json" };
    const answer = await fetch(this.local.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? {} : await answer.json()) as T;
  }

  /** Plays the outside world: `sim("messages", {…})`. */
  sim<T = Record<string, unknown>>(path: string, body: object): Promise<T> {
    return this.post<T>(`${this.local.sim}/${path}`, body);
  }

  /** Somebody texts the first number. */
  text(from: string, body: string, more: object = {}): Promise<object> {
    return this.sim("messages", { from, to: this.number, body, ...more });
  }

  private async post<T>(url: string, body: object): Promise<T> {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? {} : await answer.json()) as T;
  }
}

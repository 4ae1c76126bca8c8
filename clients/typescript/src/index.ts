import createClient, { type Client } from "openapi-fetch";

import { listen, type Listening, type ListenOptions } from "./live.js";
import type { components, paths } from "./schema.js";

export type { components, paths } from "./schema.js";
export type { Listening, ListenOptions } from "./live.js";

/** One change of one record. */
export type Event = components["schemas"]["Event"];

export interface Options {
  /** The API, such as `https://api.example.com`, without a slash at the end. */
  baseUrl: string;
  /** The current token of the user who is signed in, without `Bearer`. Asked before each request. */
  token: () => string | Promise<string>;
  /** In place of the global one. */
  fetch?: (request: Request) => Promise<Response>;
}

export interface Patchbay extends Client<paths> {
  /** Hears of events: at once, and after a gap of all that was missed. */
  live(options: ListenOptions): Listening;
}

/** A client of patchbay's API: typed requests by route, and events. */
export function createPatchbay({ baseUrl, token, fetch }: Options): Patchbay {
  const client = createClient<paths>({ baseUrl, ...(fetch && { fetch }) });
  client.use({
    async onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${await token()}`);
      return request;
    },
  });
  return Object.assign(client, { live: (options: ListenOptions) => listen(client, token, options) });
}

/** A key for one thing that is wanted once, however often the request is sent: `params.header["Idempotency-Key"]`. */
export function idempotencyKey(): string {
  return crypto.randomUUID();
}

/** A page of a list. */
interface Page<T> {
  data?: { items: T[]; next: string | null };
  error?: unknown;
}

/** All items of a list, asked for page by page: `for await (const item of items((cursor) => patchbay.GET(…)))`. */
export async function* items<T>(ask: (cursor: string | undefined) => Promise<Page<T>>): AsyncGenerator<T> {
  let cursor: string | null | undefined;
  do {
    const { data, error } = await ask(cursor ?? undefined);
    if (!data) throw new Error("a page is missing", { cause: error });
    yield* data.items;
    cursor = data.next;
  } while (cursor);
}

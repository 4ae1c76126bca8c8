import type { Client } from "openapi-fetch";

import type { components, paths } from "./schema.js";

type Event = components["schemas"]["Event"];

export interface ListenOptions {
  /**
   * Is told of each event. One may come twice; what it says of its record is true each time, and the last one of a
   * record is its latest.
   */
  onEvent: (event: Event) => void;
  /** Is told when the channel begins and stops to be heard, to show that a page is not up to date. */
  onState?: (state: "connected" | "disconnected") => void;
  /** Is told that events were missed for more than 7 days: read the lists anew. */
  onExpired?: () => void;
  /** How often to look for what the channel has left out, in milliseconds; 5 minutes by default. */
  catchUpEvery?: number;
  /** In place of the global one. */
  WebSocket?: typeof WebSocket;
}

export interface Listening {
  /** Fulfilled once nothing is missed that happens from then on: read your lists after it. */
  begun: Promise<void>;
  /** Hears no more. */
  close(): void;
}

/** Ids that are remembered: far more than come between two times of catching up. */
const REMEMBERED = 5_000;
const SHORTEST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;

export function listen(
  client: Client<paths>,
  token: () => string | Promise<string>,
  options: ListenOptions,
): Listening {
  const { onEvent, onState, onExpired, catchUpEvery = 300_000 } = options;
  const had = new Set<string>();
  let next: string | undefined;
  let pause = SHORTEST_PAUSE;
  let socket: WebSocket | undefined;
  let closed = false;
  /** For the next try to connect. */
  let waiting = false;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));

  const tell = (event: Event) => {
    had.delete(event.id);
    had.add(event.id);
    for (const id of had) {
      if (had.size <= REMEMBERED) break;
      had.delete(id);
    }
    if (!closed) onEvent(event);
  };

  /** What the list says is applied in its order, also what was had. */
  const catchUp = async () => {
    for (let more = true; more && !closed; ) {
      const query = next === undefined ? {} : { after: next, limit: 1000 };
      const { data, error, response } = await client.GET("/api/events", { params: { query } });
      if (response.status === 410) {
        next = undefined;
        onExpired?.();
        continue;
      }
      if (!data) throw new Error(`/api/events: ${response.status}`, { cause: error });
      data.items.forEach(tell);
      next = data.next;
      more = data.has_more;
    }
    begin();
  };

  const connect = async () => {
    const { data: live, error, response } = await client.GET("/api/live");
    if (response.status === 404) return pollOnly();
    if (!live) throw new Error(`/api/live: ${response.status}`, { cause: error });
    const authorization = { Authorization: await token(), host: live.host };
    if (closed) return;
    const protocols = [live.protocol, `header-${base64Url(JSON.stringify(authorization))}`];
    socket = new (options.WebSocket ?? WebSocket)(live.url, protocols);
    hear(socket, { type: "subscribe", id: "1", channel: live.channel, authorization });
  };

  const hear = (own: WebSocket, subscribe: object) => {
    let turn = Promise.resolve();
    let silence: ReturnType<typeof setTimeout> | undefined;
    let patience = 300_000;
    const inTurn = (work: () => void | Promise<void>) => {
      turn = turn.then(work).catch(() => own.close());
    };
    const alive = () => {
      clearTimeout(silence);
      silence = setTimeout(() => own.close(), patience);
    };
    const again = setInterval(() => inTurn(catchUp), catchUpEvery);
    alive();
    own.onopen = () => {
      own.send(JSON.stringify({ type: "connection_init" }));
      own.send(JSON.stringify(subscribe));
    };
    own.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.type === "connection_ack") patience = message.connectionTimeoutMs ?? patience;
      alive();
      if (message.type === "subscribe_success") {
        pause = SHORTEST_PAUSE;
        inTurn(catchUp);
        inTurn(() => onState?.("connected"));
      }
      if (message.type.endsWith("error")) own.close();
      if (message.type === "data") {
        const events = [message.event ?? []].flat().map((text) => JSON.parse(text) as Event);
        inTurn(() => events.filter((event) => !had.has(event.id)).forEach(tell));
      }
    };
    own.onclose = () => {
      clearInterval(again);
      clearTimeout(silence);
      onState?.("disconnected");
      retry();
    };
  };

  /** Where there is no channel. */
  const pollOnly = () => {
    if (!closed) timer = setTimeout(() => void catchUp().catch(() => {}).then(pollOnly), Math.min(catchUpEvery, 10_000));
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  const retry = () => {
    if (closed) return;
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    timer = setTimeout(() => void start(), pause * (0.5 + Math.random() / 2));
    waiting = true;
  };
  /** There is a network again: it does not wait any longer, and does not trust a channel of the network before. */
  const online = () => {
    pause = SHORTEST_PAUSE;
    if (!waiting) return socket?.close();
    clearTimeout(timer);
    void start();
  };
  /** Before the first connection it is found out where to go on; later ones catch up once they hear. */
  const start = () => {
    waiting = false;
    return (next === undefined ? catchUp() : Promise.resolve()).then(connect).catch(retry);
  };
  globalThis.addEventListener?.("online", online);
  void start();

  return {
    begun,
    close() {
      closed = true;
      clearTimeout(timer);
      globalThis.removeEventListener?.("online", online);
      socket?.close();
    },
  };
}

interface Message {
  type: string;
  connectionTimeoutMs?: number;
  /** AppSync sends one event as text. */
  event?: string | string[];
}

function base64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

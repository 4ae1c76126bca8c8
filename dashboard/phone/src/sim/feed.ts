import { list } from "./request";
import type { Call, Message, News, Webhook } from "./types";
import type { Change } from "./world";

export type Connection = "reading" | "live" | "lost";

interface Watcher {
  onChange: (change: Change) => void;
  onConnection: (connection: Connection) => void;
}

/** After a connection that the browser has given up. */
const AGAIN = 1000;

/** Reads all there is, and then tells what happens as it happens. Returns what ends it. */
export function watch({ onChange, onConnection }: Watcher): () => void {
  let source: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  /** What was told while the lists are read, which may be older. */
  let waiting: News[] | undefined;

  const read = async () => {
    waiting ??= [];
    try {
      const change = await all();
      onChange(change);
      onChange({ news: waiting ?? [] });
      onConnection("live");
      waiting = undefined;
    } catch {
      lose();
    }
  };
  const lose = () => {
    onConnection("lost");
    waiting = undefined;
    source.close();
    clearTimeout(again);
    again = setTimeout(open, AGAIN);
  };
  const hear = (news: News) => {
    if (news.type === "missed") return void read();
    if (waiting) waiting.push(news);
    else onChange({ news: [news] });
  };
  function open() {
    source = new EventSource("/sim/feed");
    source.onopen = () => void read();
    source.onerror = lose;
    source.onmessage = (event: MessageEvent<string>) => hear(JSON.parse(event.data) as News);
  }
  open();
  return () => {
    clearTimeout(again);
    source.close();
  };
}

async function all(): Promise<Change> {
  const lists = [list<Message>("messages?limit=500"), list<Call>("calls?limit=100"), list<Webhook>("webhooks?limit=300")] as const;
  const [messages, calls, webhooks] = await Promise.all(lists);
  return { read: { messages, calls, webhooks } };
}

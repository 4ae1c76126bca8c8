import type { Call, Message, News, Webhook } from "./types";

/** Webhooks and messages beyond these are of no interest to people. */
const KEPT = 1000;

/** All that is known of the world outside. */
export interface World {
  /** Oldest first. */
  messages: Message[];
  /** Latest first. */
  calls: Call[];
  /** Latest first. */
  webhooks: Webhook[];
}

export const EMPTY: World = { messages: [], calls: [], webhooks: [] };

export type Change = { read: World } | { news: News[] };

/** The world after a change. */
export function changed(world: World, change: Change): World {
  return "read" in change ? change.read : change.news.reduce(withNews, world);
}

function withNews(world: World, news: News): World {
  switch (news.type) {
    case "message":
      return { ...world, messages: newest(world.messages, news, (one) => one.sid).slice(-KEPT) };
    case "call":
      return { ...world, calls: latest(world.calls, news, (one) => one.sid).slice(0, KEPT) };
    case "webhook":
      return { ...world, webhooks: latest(world.webhooks, news, (one) => one.id).slice(0, KEPT) };
    case "missed":
      return world;
  }
}

function latest<T>(items: T[], item: T, key: (item: T) => string | number): T[] {
  return replaced(items, item, key) ?? [item, ...items];
}

function newest<T>(items: T[], item: T, key: (item: T) => string | number): T[] {
  return replaced(items, item, key) ?? [...items, item];
}

function replaced<T>(items: T[], item: T, key: (item: T) => string | number): T[] | undefined {
  const place = items.findIndex((one) => key(one) === key(item));
  return place < 0 ? undefined : items.with(place, item);
}

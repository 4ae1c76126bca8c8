import { expect, test } from "vitest";

import type { News } from "./types";
import { changed, EMPTY } from "./world";

const message = (sid: string, status: string) => ({ type: "message", sid, status }) as News;
const webhook = (id: number, milliseconds: number) => ({ type: "webhook", id, milliseconds }) as News;

test("news is put where it belongs, and newer states take the place of older ones", () => {
  const news = [message("SM1", "queued"), message("SM2", "queued"), webhook(1, 5), webhook(2, 6), message("SM1", "sent"), webhook(1, 9)];
  const world = changed(EMPTY, { news });
  expect(world.messages.map(({ sid, status }) => `${sid} ${status}`)).toEqual(["SM1 sent", "SM2 queued"]);
  expect(world.webhooks.map(({ id, milliseconds }) => [id, milliseconds])).toEqual([[2, 6], [1, 9]]);
});

test("what is read takes the place of all that was known", () => {
  const world = changed(EMPTY, { news: [message("SM1", "sent")] });
  expect(changed(world, { read: EMPTY }).messages).toEqual([]);
});

import { expect, test } from "vitest";

import type { Message } from "@/api/types";

import { mergedMessage } from "./told";

const message = (file: object) => ({ message_id: "1", media: [{ content_type: "image/png", size: null, ...file }] }) as unknown as Message;

test("a link stays while the file is where it was", () => {
  const known = message({ status: "stored", url: "https://bucket/1", failure: null });
  expect(mergedMessage(known, message({ status: "stored" })).media).toEqual(known.media);
});

test("a file that was stored since is somewhere else than before, and its link is not known yet", () => {
  const known = message({ status: "pending", url: "https://api.twilio.com/1" });
  expect(mergedMessage(known, message({ status: "stored" })).media[0]).toMatchObject({ status: "stored", url: "" });
});

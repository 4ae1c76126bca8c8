import { QueryClient } from "@tanstack/react-query";
import type { Event } from "patchbay-client";
import { expect, test } from "vitest";

import { keys } from "@/api/keys";
import type { Pages } from "@/api/lists";
import type { Voicemail } from "@/api/types";

import { voicemailsHear } from "./live";

const voicemail = (more: object = {}) => ({
  recording_sid: "RE1",
  call_id: "CA1",
  from_number: "+15550190001",
  status: "new",
  created_at: "2026-01-31T09:00:00.000Z",
  updated_at: "2026-01-31T09:00:00.000Z",
  ...more,
});
const told = (type: string, data: object): Event => ({ id: "0", type: type as Event["type"], timestamp: "", data: data as Event["data"] });

function world() {
  const queries = new QueryClient();
  for (const status of ["new", "listened"]) queries.setQueryData(keys.voicemails({ status }), { pages: [{ items: [], next: null }], pageParams: [undefined] });
  const list = (status: string) => queries.getQueryData<Pages<Voicemail>>(keys.voicemails({ status }))?.pages.flatMap(({ items }) => items) ?? [];
  return { queries, list };
}

test("a new voicemail is listed, without a file as yet", () => {
  const { queries, list } = world();
  voicemailsHear(told("voicemail.created", voicemail()), queries);
  expect(list("new")).toEqual([{ ...voicemail(), contact_id: null, contact_name: null, lead_id: null, recording_url: null, file: null }]);
});

test("one that was heard moves from list to list, and keeps its file", () => {
  const { queries, list } = world();
  const file = { status: "stored", url: "https://media.example/1" };
  voicemailsHear(told("voicemail.created", voicemail({ file })), queries);
  voicemailsHear(told("voicemail.updated", voicemail({ status: "listened", updated_at: "2026-01-31T09:05:00.000Z" })), queries);
  expect(list("new")).toEqual([]);
  expect(list("listened")[0]).toMatchObject({ recording_sid: "RE1", status: "listened", file });
});

test("what was begun before, and done after, counts", () => {
  const { queries, list } = world();
  voicemailsHear(told("voicemail.created", voicemail({ updated_at: "2026-01-31T09:00:00.300Z" })), queries);
  voicemailsHear(told("voicemail.updated", voicemail({ status: "listened" })), queries);
  expect(list("listened")).toHaveLength(1);
});

test("what comes late changes nothing", () => {
  const { queries, list } = world();
  voicemailsHear(told("voicemail.updated", voicemail({ status: "listened", updated_at: "2026-01-31T09:05:00.000Z" })), queries);
  voicemailsHear(told("voicemail.created", voicemail()), queries);
  expect(list("new")).toEqual([]);
  expect(list("listened")).toHaveLength(1);
});

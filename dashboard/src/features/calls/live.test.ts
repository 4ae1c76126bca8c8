import { QueryClient } from "@tanstack/react-query";
import type { Event } from "patchbay-client";
import { expect, test } from "vitest";

import { keys } from "@/api/keys";
import type { Pages } from "@/api/lists";
import type { Call } from "@/api/types";
import { forgetLiveCall, LIVE_CALLS, type LiveCall } from "@/parts/call-live";

import { callsHear } from "./live";

const at = (minute: number) => `2026-01-31T09:${String(minute).padStart(2, "0")}:00.000Z`;
const told = (type: string, data: object): Event => ({ id: "0", type: type as Event["type"], timestamp: at(0), data: data as Event["data"] });
const call = (minute: number, more: object = {}) => ({
  call_id: `CA${minute}`,
  direction: "inbound",
  from_number: "+15550190001",
  to_number: "+15550100001",
  status: "ringing",
  outcome: null,
  ended_at: null,
  answered_at: null,
  created_at: at(minute),
  updated_at: at(minute),
  ...more,
});

function world() {
  const queries = new QueryClient();
  const put = (filters: object, items: object[]) => queries.setQueryData(keys.calls(filters), { pages: [{ items, next: null }], pageParams: [undefined] });
  const list = (filters: object) => queries.getQueryData<Pages<Call>>(keys.calls(filters))?.pages.flatMap(({ items }) => items) ?? [];
  const live = () => queries.getQueryData<LiveCall[]>(LIVE_CALLS)?.map(({ call_id }) => call_id);
  put({}, [call(1, { contact_id: "ada", contact_name: "Ada" })]);
  put({ outcome: "missed", direction: "inbound" }, []);
  return { queries, list, live };
}

test("a call that begins is on top, named by another one of the same person, and rings", () => {
  const { queries, list, live } = world();
  callsHear(told("call.created", call(2)), queries);
  expect(list({}).map(({ call_id, contact_name }) => [call_id, contact_name])).toEqual([
    ["CA2", "Ada"],
    ["CA1", "Ada"],
  ]);
  expect(list({ outcome: "missed", direction: "inbound" })).toEqual([]);
  expect(live()).toEqual(["CA2"]);
});

test("a call that ends goes where its outcome belongs, and what is late changes nothing", () => {
  const { queries, list } = world();
  callsHear(told("call.created", call(2)), queries);
  callsHear(told("call.ended", call(2, { status: "completed", outcome: "missed", ended_at: at(3), updated_at: at(3) })), queries);
  callsHear(told("call.updated", call(2)), queries);
  expect(list({ outcome: "missed", direction: "inbound" }).map(({ call_id, outcome }) => [call_id, outcome])).toEqual([["CA2", "missed"]]);
});

test("an end that was written by a clock that goes a little behind is an end", () => {
  const { queries, list } = world();
  callsHear(told("call.created", call(2, { updated_at: "2026-01-31T09:03:00.004Z" })), queries);
  callsHear(told("call.ended", call(2, { status: "completed", outcome: "missed", ended_at: at(3), updated_at: at(3) })), queries);
  expect(list({})[0]?.status).toBe("completed");
});

test("a call whose card was put away does not ring again when events are repeated", () => {
  const { queries, live } = world();
  const soon = new Date(performance.timeOrigin + 60_000).toISOString();
  const course = [
    told("call.created", call(2, { updated_at: soon })),
    told("call.ended", call(2, { status: "completed", outcome: "missed", ended_at: soon, updated_at: soon })),
  ];
  for (const event of course) callsHear(event, queries);
  forgetLiveCall(queries, "CA2");
  for (const event of course) callsHear(event, queries);
  expect(live()).toEqual([]);
});

test("a call that is put away while it rings stays away, whatever is told of it", () => {
  const { queries, live } = world();
  callsHear(told("call.created", call(2)), queries);
  callsHear(told("call.created", call(3)), queries);
  forgetLiveCall(queries, "CA2");
  callsHear(told("call.updated", call(2, { status: "in-progress", updated_at: at(3) })), queries);
  expect(live()).toEqual(["CA3"]);
});

test("what an event leaves out stays", () => {
  const { queries, list } = world();
  const [known] = list({});
  callsHear(told("call.updated", call(1, { seen_by: "bob", updated_at: at(4) })), queries);
  expect(list({})).toEqual([{ ...known, seen_by: "bob", updated_at: at(4) }]);
});

test("a person who is named names their calls", () => {
  const { queries, list } = world();
  const contact = { contact_id: "ada", name: "Ada Lovelace", profile_name: null, addresses: [{ address: "+15550190001" }] };
  callsHear(told("contact.updated", contact), queries);
  expect(list({})[0]?.contact_name).toBe("Ada Lovelace");
});

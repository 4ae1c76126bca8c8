import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";

import { keys } from "@/api/keys";

import { conversationHears } from "./live";

test("a call that ended missed and turns out to have left a voicemail is asked for again", () => {
  const queries = new QueryClient();
  const [panel, another] = [keys.callsOf("somebody"), keys.callsOf("somebody-else")];
  const call = { call_id: "CA1", call_sid: "CA1", from_number: "+15550190001", to_number: "+15550100001", direction: "inbound" };
  queries.setQueryData(panel, { items: [call] });
  queries.setQueryData(another, { items: [{ ...call, call_id: "CA2" }] });
  conversationHears({ type: "call.updated", data: call } as never, queries);
  expect(queries.getQueryState(panel)?.isInvalidated).toBe(true);
  expect(queries.getQueryState(another)?.isInvalidated).toBe(false);
});

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { Patchbay } from "patchbay-client";
import { renderToString } from "react-dom/server";
import { expect, test, vi } from "vitest";

import { ApiContext } from "@/api/context";
import { keys } from "@/api/keys";

import { useChecks } from "./use-checks";

vi.mock("@/format/phone", () => ({ usePhoneText: () => (address: string) => address }));
const well = { name: "", good: "", troubles: [] };
vi.mock("./use-failed-check", () => ({ useFailedCheck: () => well }));
vi.mock("./use-live-check", () => ({ useLiveCheck: () => well }));

/** What health says is wrong, by what is in the cache alone. */
function titles(queries: QueryClient): string[] {
  const said: string[] = [];
  function Checks() {
    for (const { troubles } of useChecks()) said.push(...troubles.map(({ trouble }) => trouble.title));
    return null;
  }
  renderToString(
    <QueryClientProvider client={queries}>
      <ApiContext value={{} as Patchbay}>
        <Checks />
      </ApiContext>
    </QueryClientProvider>,
  );
  return said;
}

test("health reads what the other pages keep, so that a change on one is a change on all", () => {
  const queries = new QueryClient();
  const drift = [{ property: "sms_url", expected: "a", actual: "b" }];
  queries.setQueryData(keys.account(), { status: "suspended", suspended_by: "tenant" });
  queries.setQueryData(keys.checkedNumbers(), [{ phone_number: "+15550100001", webhooks: { ok: false, drift } }]);
  queries.setQueryData(keys.preferences(), { call_forwarding_enabled: false, voicemail_enabled: false, menu: null });
  queries.setQueryData(keys.webhooks(), [{ url: "https://example.com/hooks", enabled: false, disabled_reason: "gone" }]);
  expect(titles(queries)).toEqual([
    "The Twilio account is suspended",
    "+15550100001 is not set up as it should be",
    "Callers hear that nobody is there",
    "example.com was switched off",
  ]);
});

import { expect, test } from "vitest";

import type { Preferences, Thread, Webhook } from "@/api/types";

import { byReason, hasFailed } from "./failed";
import { accountTrouble, numberTrouble, preferencesTrouble, webhookTrouble } from "./words";

const account = { status: "active", account_sid: null, primary_number: null, suspended_by: null, suspended_at: null, provisioning: null } as const;

test("an account that works is no trouble", () => {
  expect(accountTrouble(account)).toBeNull();
  for (const status of ["none", "provisioning", "suspended", "closed"] as const) expect(accountTrouble({ ...account, status })).not.toBeNull();
});

test("who has suspended an account decides what to do", () => {
  expect(accountTrouble({ ...account, status: "suspended", suspended_by: "tenant" })?.text).toContain("An owner can reactivate it");
  expect(accountTrouble({ ...account, status: "suspended", suspended_by: "operator" })?.text).toContain("whoever runs this service");
});

const number = { phone_number: "+15550100001", number_sid: "PN0", friendly_name: null, capabilities: {} as never, primary: true, created_at: null };

test("a number says what was changed, once", () => {
  const drift = [
    { property: "sms_url", expected: "a", actual: "b" },
    { property: "new_thing", expected: "a", actual: null },
  ];
  expect(numberTrouble({ ...number, webhooks: { ok: false, drift } }, "N")?.text).toContain("where texts are told, new_thing.");
  expect(numberTrouble({ ...number, webhooks: { ok: true, drift: [] } }, "N")).toBeNull();
  expect(numberTrouble({ ...number, missing: true, webhooks: null }, "N")?.title).toBe("N is gone");
  expect(numberTrouble(number, "N")).toBeNull();
});

test("callers hear something of use by a phone, the voicemail or a menu", () => {
  const none = { call_forwarding_enabled: false, call_forwarding_number: "+15550190009", voicemail_enabled: false, menu: null } as Preferences;
  expect(preferencesTrouble(none)).not.toBeNull();
  expect(preferencesTrouble({ ...none, call_forwarding_enabled: true, call_forwarding_number: null })).not.toBeNull();
  expect(preferencesTrouble({ ...none, call_forwarding_enabled: true })).toBeNull();
  expect(preferencesTrouble({ ...none, voicemail_enabled: true })).toBeNull();
});

test("a webhook that a user has switched off is no trouble", () => {
  const webhook = { url: "https://example.com/hooks", enabled: true, disabled_reason: null, failing_since: null } as Webhook;
  expect(webhookTrouble(webhook)).toBeNull();
  expect(webhookTrouble({ ...webhook, enabled: false, disabled_reason: "by_tenant" })).toBeNull();
  expect(webhookTrouble({ ...webhook, enabled: false, disabled_reason: "gone" })?.tone).toBe("danger");
  expect(webhookTrouble({ ...webhook, failing_since: "2026-01-01T00:00:00.000Z" })?.title).toBe("example.com takes no events");
});

test("conversations that failed for the same reason are together, the most frequent first", () => {
  const thread = (code: number | null, status = "failed") => ({ last_message_id: "m", last_message_status: status, last_error_code: code, last_error_message: "why" }) as Thread;
  const threads = [thread(30005), thread(30006), thread(30006, "undelivered"), thread(30006, "delivered"), thread(null)];
  expect(byReason(threads.filter(hasFailed)).map((together) => together.length)).toEqual([2, 1, 1]);
});

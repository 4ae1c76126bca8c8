import type { QueryClient } from "@tanstack/react-query";
import type { Event } from "patchbay-client";

import { keys } from "@/api/keys";
import { isLate } from "@/api/late";
import { changeLists, listed, type Page, replaced, without } from "@/api/lists";
import { placed } from "@/api/placed";
import type { Call, Contact } from "@/api/types";
import { type LiveCall, tellLiveCall } from "@/parts/call-live";
import { otherNumber } from "@/parts/call-parties";

import { type CallFilters, fits } from "./filters";

/** What an event changes of what this feature shows. */
export function callsHear(event: Event, queries: QueryClient) {
  if (event.type.startsWith("call.")) hearCall(event.data as unknown as Partial<Call> & LiveCall, queries);
  else if (event.type === "contact.created" || event.type === "contact.updated") hearContact(event.data as unknown as Contact, queries);
}

function hearCall(told: Partial<Call> & LiveCall, queries: QueryClient) {
  const known = listed<Call>(queries, keys.calls()).find(({ call_id }) => call_id === told.call_id);
  if (isLate(told, known)) return;
  const call = { ...(known ?? stranger(told, queries)), ...told };
  changeLists<Call>(queries, keys.calls(), (pages, key) => inList(pages, call, (key[1] ?? {}) as CallFilters));
  tellLiveCall(queries, told);
  // Legs, recordings and their links are told by no event.
  void queries.invalidateQueries({ queryKey: keys.call(call.call_id) });
}

function inList(pages: Page<Call>[], call: Call, filters: CallFilters): Page<Call>[] {
  const isSame = ({ call_id }: Call) => call_id === call.call_id;
  if (!fits(call, filters)) return without(pages, isSame);
  if (pages.some(({ items }) => items.some(isSame))) return replaced(pages, call, isSame);
  return placed(pages, call);
}

/** A call that was never read. Whom it is with, another call of theirs tells. */
function stranger(told: LiveCall, queries: QueryClient): Call {
  const other = otherNumber(told);
  const theirs = listed<Call>(queries, keys.calls()).find((call) => otherNumber(call) === other);
  const empty = { status_times: {}, legs: [], recordings: [], recording_url: null, menu_keys: [], has_voicemail: false, details: {} };
  return { ...empty, contact_id: theirs?.contact_id ?? null, contact_name: theirs?.contact_name ?? null } as unknown as Call;
}

function hearContact({ contact_id, name, profile_name, addresses }: Contact, queries: QueryClient) {
  const theirs = new Set(addresses.map(({ address }) => address));
  const named = (call: Call): Call => {
    const isTheirs = call.contact_id === contact_id || theirs.has(otherNumber(call));
    return isTheirs ? { ...call, contact_id, contact_name: name ?? profile_name } : call;
  };
  changeLists<Call>(queries, keys.calls(), (pages) => pages.map((page) => ({ ...page, items: page.items.map(named) })));
}

import type { QueryClient } from "@tanstack/react-query";
import type { Event } from "patchbay-client";

import { keys } from "@/api/keys";
import { isLate } from "@/api/late";
import { changeLists, listed } from "@/api/lists";
import type { Contact, Voicemail } from "@/api/types";

import { place } from "./change";

/** What an event changes of what this feature shows. */
export function voicemailsHear(event: Event, queries: QueryClient) {
  if (event.type.startsWith("voicemail.")) hearVoicemail(event.data as unknown as Voicemail, queries);
  else if (event.type === "contact.created" || event.type === "contact.updated") hearContact(event.data as unknown as Contact, queries);
}

function hearVoicemail(told: Voicemail, queries: QueryClient) {
  const one = queries.getQueryData<Voicemail>(keys.voicemail(told.recording_sid));
  const known = one ?? listed<Voicemail>(queries, keys.voicemails()).find(({ recording_sid }) => recording_sid === told.recording_sid);
  if (isLate(told, known)) return;
  place(queries, { ...(known ?? stranger(told, queries)), ...told });
  // Its link is told by no event.
  void queries.invalidateQueries({ queryKey: keys.voicemail(told.recording_sid) });
  void queries.invalidateQueries({ queryKey: keys.voicemail(`of ${told.call_id}`) });
}

/** What an event leaves out of a voicemail. Whom it is of, another one of theirs tells. */
function stranger(told: Voicemail, queries: QueryClient) {
  const theirs = listed<Voicemail>(queries, keys.voicemails()).find(({ from_number }) => from_number === told.from_number);
  return {
    contact_id: theirs?.contact_id ?? null,
    contact_name: theirs?.contact_name ?? null,
    lead_id: theirs?.lead_id ?? null,
    recording_url: null,
    file: null,
  };
}

function hearContact({ contact_id, name, profile_name, lead_id, addresses }: Contact, queries: QueryClient) {
  const theirs = new Set(addresses.map(({ address }) => address));
  const named = (voicemail: Voicemail): Voicemail => {
    const isTheirs = voicemail.contact_id === contact_id || theirs.has(voicemail.from_number ?? "");
    return isTheirs ? { ...voicemail, contact_id, contact_name: name ?? profile_name, lead_id } : voicemail;
  };
  changeLists<Voicemail>(queries, keys.voicemails(), (pages) => pages.map((page) => ({ ...page, items: page.items.map(named) })));
}

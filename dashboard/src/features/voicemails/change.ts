import type { QueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";
import { changeLists, type Page, replaced, without } from "@/api/lists";
import { placed } from "@/api/placed";
import type { Voicemail } from "@/api/types";

import { fits, type VoicemailFilters } from "./filters";

/** Puts a voicemail, as it is now, where it belongs in all lists. */
export function place(queries: QueryClient, voicemail: Voicemail) {
  const isSame = ({ recording_sid }: Voicemail) => recording_sid === voicemail.recording_sid;
  changeLists<Voicemail>(queries, keys.voicemails(), (pages, key) => {
    if (!fits(voicemail, (key[1] ?? {}) as Partial<VoicemailFilters>)) return without(pages, isSame);
    if (pages.some(({ items }) => items.some(isSame))) return replaced(pages, voicemail, isSame);
    return placed(pages, voicemail);
  });
}

/** The first voicemail of the lists that is wanted. */
export function find(queries: QueryClient, isWanted: (voicemail: Voicemail) => boolean): Voicemail | undefined {
  for (const [, data] of queries.getQueriesData<{ pages: Page<Voicemail>[] }>({ queryKey: keys.voicemails() })) {
    const found = data?.pages.flatMap(({ items }) => items).find(isWanted);
    if (found) return found;
  }
  return undefined;
}

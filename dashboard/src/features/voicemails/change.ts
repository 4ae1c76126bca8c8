import type { QueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";
import { changeLists, replaced, without } from "@/api/lists";
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

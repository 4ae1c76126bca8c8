import { useState } from "react";

import type { List } from "@/api/lists";
import type { Voicemail } from "@/api/types";

import { useVoicemail } from "./api/voicemail";

/** A list in which the voicemail that is open stays where it was, though it was heard by now: until another one is opened. */
export function useKept(list: List<Voicemail>, selected: string | undefined): List<Voicemail> {
  const isSame = ({ recording_sid }: Voicemail) => recording_sid === selected;
  const { data: now } = useVoicemail(selected);
  const [opened, setOpened] = useState<string>();
  const isThere = list.items.some(isSame);
  if (isThere && opened !== selected) setOpened(selected);
  if (isThere || !now || !isSame(now) || opened !== selected) return list;
  return { ...list, items: [...list.items, now].toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1)) };
}

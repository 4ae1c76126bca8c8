import { useCallback, useMemo } from "react";

import type { Message, Note, TimelineEntry } from "@/api/types";
import { useMay } from "@/auth/context";
import type { TimelineTools } from "@/parts/timeline/tools";
import { triedAgain } from "@/parts/timeline/tried";

import { useSendAgain } from "./api/send-again";
import { NoteActions } from "./components/note-actions";
import { ScheduledActions } from "./composer/scheduled";
import type { Conversation } from "./use-conversation";

const note = (of: Note) => <NoteActions note={of} />;
const scheduled = (message: Message) => <ScheduledActions message={message} />;

/** What the timeline of a conversation offers. */
export function useTools({ channel, ownNumber, name, isGroup, list: { items } }: Conversation): Omit<TimelineTools, "openPicture"> {
  const may = useMay("agent");
  const { mutate } = useSendAgain();
  const retry = useCallback((message: Message) => mutate(message), [mutate]);
  const tried = useTried(items);
  const own = useMemo(() => ({ channel, number: ownNumber }), [channel, ownNumber]);
  return { own, isGroup, name, tried, note, ...(may && { retry, scheduled }) };
}

/** The same set as long as it says the same: all bubbles depend on it. */
function useTried(items: TimelineEntry[]): ReadonlySet<string> {
  const ids = useMemo(() => [...triedAgain(items)].join(" "), [items]);
  return useMemo(() => new Set(ids.split(" ")), [ids]);
}

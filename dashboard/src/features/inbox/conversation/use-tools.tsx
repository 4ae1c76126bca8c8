import { useCallback, useMemo, useState } from "react";

import type { Message, Note } from "@/api/types";
import { useMay } from "@/auth/context";
import type { TimelineTools } from "@/parts/timeline/tools";

import { againWith, useSendAgain } from "./api/send-again";
import { NoteActions } from "./components/note-actions";
import { ScheduledActions } from "./composer/scheduled";
import type { Conversation } from "./use-conversation";

const note = (of: Note) => <NoteActions note={of} />;
const scheduled = (message: Message) => <ScheduledActions message={message} />;

/** What the timeline of a conversation offers. */
export function useTools({ channel, ownNumber, name, isGroup }: Conversation): Omit<TimelineTools, "openPicture"> {
  const may = useMay("agent");
  const { mutate } = useSendAgain();
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set());
  const retry = useCallback(
    (message: Message) => {
      setTried((before) => new Set(before).add(message.message_id));
      mutate(againWith(message));
    },
    [mutate],
  );
  const own = useMemo(() => ({ channel, number: ownNumber }), [channel, ownNumber]);
  return { own, isGroup, name, tried, note, ...(may && { retry, scheduled }) };
}

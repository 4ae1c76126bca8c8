import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";

import { useMay } from "@/auth/context";
import type { TimelineEntry } from "@/api/types";
import { isPending } from "@/parts/timeline/pages";

import { useMarkRead } from "./api/mark-read";
import type { Conversation } from "./use-conversation";

const subscribe = (tell: () => void) => {
  document.addEventListener("visibilitychange", tell);
  return () => document.removeEventListener("visibilitychange", tell);
};

/** Marks a conversation as read once its newest message is seen by somebody who looks at the page, or answered. */
export function useReading({ id, thread, list }: Conversation): { onBottom: (isSeen: boolean) => void } {
  const [isSeen, setSeen] = useState(false);
  const isVisible = useSyncExternalStore(subscribe, () => document.visibilityState === "visible");
  const may = useMay("agent");
  const { mutate } = useMarkRead(id);
  const read = useEffectEvent(mutate);
  const newest = list.items.find((entry) => isReceived(entry, id));
  const messageId = newest?.kind === "message" ? newest.message.message_id : undefined;
  const isAnswering = list.items.some((entry) => entry.kind === "message" && entry.message.thread_id === id && isPending(entry.message));
  const unread = thread?.unread_count ?? 0;
  useEffect(() => {
    if (((isSeen && isVisible) || isAnswering) && may && unread > 0 && messageId) read(messageId);
  }, [isSeen, isVisible, isAnswering, may, unread, messageId]);
  return { onBottom: setSeen };
}

const isReceived = (entry: TimelineEntry, id: string) => entry.kind === "message" && entry.message.thread_id === id && entry.message.direction === "inbound";

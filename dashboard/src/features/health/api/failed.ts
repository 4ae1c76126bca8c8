import { useQuery } from "@tanstack/react-query";
import type { Patchbay } from "patchbay-client";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import type { Message, Thread } from "@/api/types";

import { byReason, hasFailed } from "../failed";

export const FAILED = ["failed"] as const;

/** Conversations of the last page whose last message did not arrive, by why, with what to do about it. */
export function useFailed() {
  const api = useApi();
  return useQuery({ queryKey: FAILED, queryFn: () => read(api), staleTime: 0 });
}

export interface Failed {
  message: Message;
  threads: Thread[];
}

/** Of each reason one message is read: it has the advice. */
async function read(api: Patchbay): Promise<Failed[]> {
  const { items } = await taken(api.GET("/api/threads", { params: { query: { limit: 50 } } }));
  const reasons = byReason(items.filter(hasFailed)).slice(0, 5);
  return Promise.all(reasons.map(async (threads) => ({ message: await lastMessage(api, threads), threads })));
}

function lastMessage(api: Patchbay, [thread]: [Thread, ...Thread[]]): Promise<Message> {
  return taken(api.GET("/api/messages/{id}", { params: { path: { id: thread.last_message_id ?? "" } } }));
}

import { useApi } from "@/api/context";
import { Failure, taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { type List, type Page, useList } from "@/api/lists";
import type { TimelineEntry } from "@/api/types";
import { messageEntry } from "@/parts/timeline/entries";

const NOTHING: Page<TimelineEntry> = { items: [], next: null };

/** Messages of a conversation that is nobody's alone; none of one that nothing was written in. */
export function useMessages(threadId: string, enabled: boolean): List<TimelineEntry> {
  const api = useApi();
  const ask = async (cursor: string | undefined): Promise<Page<TimelineEntry>> => {
    const query = { limit: 50, ...(cursor && { cursor }) };
    const { items, next } = await taken(api.GET("/api/threads/{id}/messages", { params: { path: { id: threadId }, query } }));
    return { items: items.map(messageEntry), next };
  };
  const orNothing = (error: unknown) => {
    if (error instanceof Failure && error.status === 404) return NOTHING;
    throw error;
  };
  return useList<TimelineEntry>(keys.threadMessages(threadId), (cursor) => ask(cursor).catch(orNothing), enabled);
}

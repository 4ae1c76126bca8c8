import { useState } from "react";

import { TimelineSkeleton } from "@/parts/timeline/skeleton";
import { Timeline } from "@/parts/timeline/timeline";
import { firstUnread } from "@/parts/timeline/rows";
import { Skeleton } from "@/ui/skeleton";

import { Head } from "./components/head";
import { Composer } from "./composer/composer";
import { Panel } from "./panel/panel";
import type { Conversation } from "./use-conversation";
import { usePanel } from "./use-panel";
import { useReading } from "./use-reading";
import { useTools } from "./use-tools";

/** The head of a conversation, what has happened, where to write, and who it is with. */
export function ConversationView({ conversation }: { conversation: Conversation }) {
  const { id, thread, list, name } = conversation;
  const [isPanelOpen, turnPanel] = usePanel();
  const { onBottom } = useReading(conversation);
  const firstNew = useFirstNew(conversation);
  const tools = useTools(conversation);
  return (
    <div className="@container/conversation relative flex h-full min-h-0 flex-1">
      <div className="@container/talk flex min-w-0 flex-1 flex-col">
        <Head conversation={conversation} isPanelOpen={isPanelOpen} onPanel={turnPanel} />
        {firstNew === null ? (
          <TimelineSkeleton />
        ) : (
          <Timeline list={list} tools={tools} firstNew={firstNew} onBottom={onBottom} empty={`Nothing was written yet. Your first message to ${name} begins the conversation.`} />
        )}
        <Composer threadId={id} thread={thread ?? undefined} />
      </div>
      {isPanelOpen && <Panel conversation={conversation} onClose={turnPanel} />}
    </div>
  );
}

/** Where what is new begins: as it was when the conversation was opened. `null` until that is known. */
function useFirstNew({ id, thread, list: { items, query } }: Conversation): string | undefined | null {
  const [known, setKnown] = useState<{ first: string | undefined }>();
  if (known) return known.first;
  if (query.isPending) return null;
  const first = firstUnread(items, id, thread?.unread_count ?? 0);
  setKnown({ first });
  return first;
}

/** While it is not known whom it is with. */
export function WaitingView() {
  return (
    <div className="flex h-full min-h-0 flex-1 flex-col">
      <div className="flex min-h-14 items-center gap-3 border-b border-line px-4">
        <Skeleton className="size-10 rounded-full" />
        <Skeleton className="h-4 w-40" />
      </div>
      <TimelineSkeleton />
    </div>
  );
}

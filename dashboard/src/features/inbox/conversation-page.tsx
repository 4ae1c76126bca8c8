import { useParams } from "@tanstack/react-router";

import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";

import { ConversationView, WaitingView } from "./conversation/view";
import { useConversation } from "./conversation/use-conversation";

/** A conversation: all that has happened with somebody, and where to write. */
export function ConversationPage() {
  const threadId = useParams({ from: "/inbox/$threadId", select: (params) => params.threadId });
  const { conversation, error, again } = useConversation(threadId);
  if (error && !conversation) {
    return (
      <Empty title="This conversation could not be read">
        <p className="mb-3">{error.message}</p>
        <Button onClick={again}>Try again</Button>
      </Empty>
    );
  }
  if (!conversation) return <WaitingView />;
  return <ConversationView key={threadId} conversation={conversation} />;
}

import { Check, Inbox } from "lucide-react";

import type { Thread } from "@/api/types";
import { Button } from "@/ui/button";

import { useChangeThread } from "../api/change-thread";

/** A conversation is done when nobody has to do anything; a message that comes in opens it again. */
export function DoneButton({ thread }: { thread: Thread }) {
  const { mutate } = useChangeThread(thread.thread_id);
  const isDone = thread.status === "done";
  const turn = () => mutate({ status: isDone ? "open" : "done" });
  return (
    <Button look={isDone ? "quiet" : "plain"} icon={isDone ? <Inbox aria-hidden /> : <Check aria-hidden />} onClick={turn} className="px-3">
      <span className="sr-only @xl/talk:not-sr-only">{isDone ? "Open again" : "Done"}</span>
    </Button>
  );
}

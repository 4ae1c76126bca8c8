import type { Thread } from "@/api/types";
import { useMay } from "@/auth/context";

import { Writer } from "./components/writer";

interface Props {
  threadId: string;
  /** Nothing as long as nothing was written in the conversation. */
  thread: Thread | undefined;
}

/** Where messages are written. */
export function Composer({ threadId, thread }: Props) {
  const may = useMay("agent");
  if (may) return <Writer key={threadId} threadId={threadId} thread={thread} />;
  return <p className="shrink-0 border-t border-line bg-sunken px-4 py-3 text-sm text-muted">You can read this conversation. To write, ask an owner for the role “agent”.</p>;
}

import type { Thread } from "@/api/types";

export const hasFailed = ({ last_message_status: status, last_message_id: id }: Thread): boolean => id !== null && (status === "failed" || status === "undelivered");

/** Conversations together that have failed for the same reason, the most frequent reason first. */
export function byReason(threads: Thread[]): [Thread, ...Thread[]][] {
  const reasons = new Map<string, [Thread, ...Thread[]]>();
  for (const thread of threads) {
    const reason = String(thread.last_error_code ?? thread.last_error_message);
    const known = reasons.get(reason);
    if (known) known.push(thread);
    else reasons.set(reason, [thread]);
  }
  return [...reasons.values()].sort((a, b) => b.length - a.length);
}

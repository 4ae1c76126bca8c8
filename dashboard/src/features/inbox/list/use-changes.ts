import { useCallback, useState } from "react";

import type { Thread } from "@/api/types";
import { useThreadName } from "@/parts/thread-name";
import { useToasts } from "@/ui/toast";

import { useChangeThread } from "./api/change-thread";
import { type Change, inverse } from "./change";
import { type Failed, pooled } from "./pool";

const AT_ONCE = 5;

export interface Progress {
  done: number;
  total: number;
}

export interface Changes {
  /** How far a change of several is. */
  progress: Progress | undefined;
  /** Changes conversations, says so with a way back, and names those that could not be changed. */
  run(threads: Thread[], changeOf: (thread: Thread) => Change, said: string): Promise<void>;
}

export function useChanges(): Changes {
  const change = useChangeThread();
  const toasts = useToasts();
  const nameOf = useThreadName();
  const [progress, setProgress] = useState<Progress>();

  const doAll = useCallback(
    async (threads: Thread[], changeOf: (thread: Thread) => Change) => {
      const total = threads.length;
      if (total > 1) setProgress({ done: 0, total });
      const step = () => setProgress((now) => now && { ...now, done: now.done + 1 });
      const outcome = await pooled(threads, AT_ONCE, (thread) => change(thread, changeOf(thread)), step);
      setProgress(undefined);
      return outcome;
    },
    [change],
  );
  const complain = (failed: Failed<Thread>[]) => {
    const names = failed.slice(0, 3).map(({ item }) => nameOf(item));
    const more = failed.length > 3 ? ` and ${failed.length - 3} more` : "";
    const reason = failed[0]?.error instanceof Error ? failed[0].error.message : "";
    if (failed.length > 0) toasts.fail(`Not changed: ${names.join(", ")}${more}. ${reason}`);
  };
  const run: Changes["run"] = async (threads, changeOf, said) => {
    const { done, failed } = await doAll(threads, changeOf);
    complain(failed);
    if (done.length === 0) return;
    const undo = async () => complain((await doAll(done, (thread) => inverse(thread, changeOf(thread)))).failed);
    toasts.say(done.length > 1 ? `${said}: ${done.length} conversations` : said, () => void undo());
  };
  return { progress, run };
}

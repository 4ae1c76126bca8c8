import { useSyncExternalStore } from "react";

import type { DraftFile } from "./files";

/** A text that was handed over and not yet answered for. */
export interface Unanswered {
  /** Its `Idempotency-Key`: the same text sent again with it is not sent twice. */
  key: string;
  /** What was asked for, as JSON. */
  wish: string;
  text: string;
  files: DraftFile[];
}

/** What somebody has begun to write in a conversation. A note is never taken for a text, so they are kept apart. */
export interface Draft {
  mode: "message" | "note";
  message: string;
  note: string;
  files: DraftFile[];
  /** What is being sent, until the answer. */
  sending?: Unanswered | undefined;
  /** What may have been sent already: its text is in `message` again. */
  unsure?: { key: string; wish: string } | undefined;
  /** Why the last one was not sent. */
  refused?: string | undefined;
}

const EMPTY: Draft = { mode: "message", message: "", note: "", files: [] };

const known = new Map<string, Draft>();
const listeners = new Set<() => void>();

/** Names a user's draft in a conversation: another user of the same browser does not see it. */
export const draftId = (user: string, threadId: string) => `draft:${user}:${threadId}`;

export function draftOf(id: string): Draft {
  const draft = known.get(id) ?? stored(id);
  known.set(id, draft);
  return draft;
}

export function changeDraft(id: string, change: (draft: Draft) => Partial<Draft>) {
  const before = draftOf(id);
  const draft = { ...before, ...change(before) };
  known.set(id, draft);
  keep(id, draft);
  for (const listener of listeners) listener();
}

export function useDraft(id: string): Draft {
  return useSyncExternalStore(subscribe, () => draftOf(id));
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Files that are still on their way cannot be kept, and uploads are kept for a day. */
function keep(id: string, draft: Draft) {
  const files = draft.files.filter(({ mediaUrl }) => mediaUrl).map((file) => ({ ...file, preview: undefined }));
  const isEmpty = !draft.message && !draft.note && files.length === 0 && !draft.sending && draft.mode === "message";
  try {
    if (isEmpty) localStorage.removeItem(id);
    else localStorage.setItem(id, JSON.stringify({ ...draft, files }));
  } catch {
    // Without room in the browser a draft lives as long as the page.
  }
}

function stored(id: string): Draft {
  try {
    const draft = { ...EMPTY, ...(JSON.parse(localStorage.getItem(id) ?? "{}") as Partial<Draft>) };
    return { ...draft, files: draft.files.filter(({ until }) => (until ?? 0) > Date.now()) };
  } catch {
    return EMPTY;
  }
}

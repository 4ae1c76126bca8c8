import { useNavigate } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";

import type { Thread } from "@/api/types";
import { useMay, useSignedIn } from "@/auth/context";
import { useShortcuts } from "@/keys/use-shortcuts";

import type { Change } from "./change";
import type { Changes } from "./use-changes";
import { type Cursor, isInList } from "./use-cursor";
import type { Selection } from "./use-selection";

interface Given {
  cursor: Cursor;
  selection: Selection;
  changes: Changes;
  /** The conversation that is open. */
  open: string | undefined;
}

/** Keys of the list. Returns what arrows do where a row has focus. */
export function useListKeys({ cursor, selection, changes, open }: Given) {
  const navigate = useNavigate({ from: "/inbox" });
  const { person } = useSignedIn();
  const may = useMay("agent");
  /** In the list keys move, and Enter opens. From within a conversation they lead to its neighbour. */
  const step = (by: 1 | -1) => {
    const walks = open !== undefined && !isInList();
    const to = cursor.move(by, walks);
    if (to && walks) void navigate({ to: "/inbox/$threadId", params: { threadId: to.thread_id }, search: true });
  };
  const change = (thread: Thread, what: Change, said: string) => void changes.run([thread], () => what, said);
  const act = (how: (thread: Thread) => void) => () => {
    if (cursor.thread) how(cursor.thread);
  };
  const done = act((thread) => {
    if (isInList()) cursor.move(1);
    const isDone = thread.status === "done";
    change(thread, { kind: "status", status: isDone ? "open" : "done" }, isDone ? "Reopened" : "Done");
  });
  const unread = act((thread) => {
    if (thread.unread_count > 0) return change(thread, { kind: "read" }, "Marked read");
    change(thread, { kind: "unread" }, "Marked unread");
    // Left open it would be read again at once.
    if (thread.thread_id === open) void navigate({ to: "/inbox", search: true });
  });
  const assign = act((thread) => change(thread, { kind: "assign", user: person.user }, "Assigned to you"));

  useShortcuts("Conversations", {
    j: ["Next", () => step(1)],
    k: ["Previous", () => step(-1)],
    ...(may && {
      e: ["Done, or open again", done],
      u: ["Unread, or read", unread],
      a: ["Assign to me", assign],
      x: ["Select", act(({ thread_id }) => selection.toggle(thread_id))],
    }),
    ...(selection.ids.size > 0 && { Escape: ["Select none", selection.clear] }),
  });
  return (event: KeyboardEvent) => {
    const by = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key];
    if (!by) return;
    event.preventDefault();
    cursor.move(by);
  };
}

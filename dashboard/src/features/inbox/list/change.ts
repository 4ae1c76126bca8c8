import type { Thread } from "@/api/types";

/** Something that is done to a conversation. */
export type Change =
  | { kind: "status"; status: "open" | "done" }
  | { kind: "assign"; user: string | null }
  | { kind: "tags"; tags: string[] }
  | { kind: "read" }
  | { kind: "unread" };

/** The conversation as it will be, shown before the answer is there. */
export function changed(thread: Thread, change: Change): Thread {
  switch (change.kind) {
    case "status":
      return { ...thread, status: change.status };
    case "assign":
      return { ...thread, assigned_to: change.user };
    case "tags":
      return { ...thread, tags: change.tags };
    case "read":
      return { ...thread, unread_count: 0 };
    case "unread":
      return { ...thread, unread_count: Math.max(thread.unread_count, 1) };
  }
}

/** What takes a change back. */
export function inverse(thread: Thread, change: Change): Change {
  switch (change.kind) {
    case "status":
      return { kind: "status", status: thread.status };
    case "assign":
      return { kind: "assign", user: thread.assigned_to };
    case "tags":
      return { kind: "tags", tags: thread.tags };
    case "read":
    case "unread":
      return { kind: thread.unread_count > 0 ? "unread" : "read" };
  }
}

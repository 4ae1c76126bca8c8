import { Link, useSearch } from "@tanstack/react-router";
import { Inbox } from "lucide-react";

import { useMay } from "@/auth/context";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";

import type { View } from "../../search";

const TITLES: Record<View, string> = {
  open: "Nothing is open",
  unread: "All is read",
  mine: "Nothing is assigned to you",
  done: "Nothing is done yet",
  all: "No conversations yet",
};
const HINTS: Record<View, string> = {
  open: "Texts to your numbers come up here at once.",
  unread: "What comes in is listed here until somebody reads it.",
  mine: "Take a conversation with the key “a”.",
  done: "A conversation that is seen to is put here with the key “e”.",
  all: "Texts to your numbers come up here at once.",
};

/** Where a list has nothing: why, and what to do next. */
export function NoThreads({ onNew }: { onNew: () => void }) {
  const { view = "open", tag, assigned, channel, number } = useSearch({ from: "/inbox" });
  const may = useMay("agent");
  const narrowed = tag ?? assigned ?? channel ?? number;
  if (narrowed)
    return (
      <Empty icon={<Inbox aria-hidden />} title="No conversation fits these filters">
        <Link to="." search={{ ...(view !== "open" && { view }) }} className="text-accent underline">
          Without filters
        </Link>
      </Empty>
    );
  return (
    <Empty icon={<Inbox aria-hidden />} title={TITLES[view]}>
      <p>{HINTS[view]}</p>
      {may && (view === "open" || view === "all") && (
        <Button className="mt-4" onClick={onNew}>
          Write to somebody
        </Button>
      )}
    </Empty>
  );
}

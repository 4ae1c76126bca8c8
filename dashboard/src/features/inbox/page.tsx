import { Outlet, useParams } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";

import { TwoPane } from "@/parts/two-pane";
import { Empty } from "@/ui/empty";

import { ListPane } from "./list/components/list-pane";

/** Inbox: the list of conversations, and the one that is open. */
export function InboxPage() {
  const { threadId } = useParams({ strict: false });
  return <TwoPane list={<ListPane />} detail={<Outlet />} chosen={threadId !== undefined} empty={<NoneChosen />} />;
}

const Key = ({ children }: { children: string }) => (
  <kbd className="rounded border border-line-strong/60 bg-sunken px-1.5 text-sm">{children}</kbd>
);

const NoneChosen = () => (
  <Empty icon={<MessagesSquare aria-hidden />} title="Choose a conversation">
    <p>
      <Key>j</Key> and <Key>k</Key> move, <Key>Enter</Key> opens, <Key>c</Key> begins a new one. <Key>?</Key> lists all keys.
    </p>
  </Empty>
);

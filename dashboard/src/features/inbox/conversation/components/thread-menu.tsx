import { useNavigate } from "@tanstack/react-router";
import { MailOpen, MoreHorizontal, Tag, UserRound } from "lucide-react";

import type { Thread } from "@/api/types";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Menu, MenuItem, MenuLine } from "@/ui/menu";

import { useMarkUnread } from "../api/mark-unread";
import { AssignItems, useAssigneeText } from "./assign-items";
import { TagItems } from "./tag-items";

/** Who sees to it, its tags, and unread: a menu each where there is room, else one for all. */
export function ThreadMenu({ thread }: { thread: Thread }) {
  const assigned = useAssigneeText(thread);
  return (
    <>
      <span className="hidden gap-1 @2xl/talk:flex">
        <Menu
          trigger={
            <Button look="quiet" icon={<UserRound aria-hidden />} aria-label={`Assigned to ${assigned}`}>
              {assigned}
            </Button>
          }
        >
          <AssignItems thread={thread} />
        </Menu>
        <Menu
          trigger={
            <IconButton label={thread.tags.length > 0 ? `Tags: ${thread.tags.join(", ")}` : "Tags"}>
              <Tag aria-hidden />
            </IconButton>
          }
        >
          <TagItems thread={thread} />
        </Menu>
        <Unread thread={thread} />
      </span>
      <span className="@2xl/talk:hidden">
        <Menu
          trigger={
            <IconButton label="More">
              <MoreHorizontal aria-hidden />
            </IconButton>
          }
        >
          <UnreadItem thread={thread} />
          <MenuLine />
          <AssignItems thread={thread} />
          <MenuLine />
          <TagItems thread={thread} />
        </Menu>
      </span>
    </>
  );
}

/** Leaves the conversation, as what is looked at is read. */
function useKeepUnread({ thread_id }: Thread) {
  const { mutate } = useMarkUnread(thread_id);
  const navigate = useNavigate();
  return () => {
    mutate();
    void navigate({ to: "/inbox", search: true });
  };
}

function Unread({ thread }: { thread: Thread }) {
  const keep = useKeepUnread(thread);
  return (
    <IconButton label="Mark as unread" onClick={keep}>
      <MailOpen aria-hidden />
    </IconButton>
  );
}

function UnreadItem({ thread }: { thread: Thread }) {
  const keep = useKeepUnread(thread);
  return (
    <MenuItem icon={<MailOpen aria-hidden />} onSelect={keep}>
      Mark as unread
    </MenuItem>
  );
}

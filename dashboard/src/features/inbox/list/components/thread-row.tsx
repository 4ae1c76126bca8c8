import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { type MouseEvent, useEffect, useRef } from "react";

import type { Thread } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { ChannelIcon } from "@/parts/channel-icon";
import { useThreadName } from "@/parts/thread-name";
import { Avatar } from "@/ui/avatar";
import { Time } from "@/ui/time";

import { Preview } from "./preview";
import { RowCheck } from "./row-check";
import { TagChip } from "./tag-chip";

interface Props {
  thread: Thread;
  /** Whether keys are here. */
  current: boolean;
  selected: boolean;
  /** Whether anything is selected: checkboxes then stay. */
  selecting: boolean;
  /** Whether the user may select: a viewer changes nothing. */
  selectable: boolean;
  /** To say which of the tenant's numbers it is with. */
  showsNumber: boolean;
  colors: ReadonlyMap<string, string>;
  onSelect: (range: boolean) => void;
  /** Whether the row is to take focus, now that it is there. */
  takeFocus: () => boolean;
  onFocus: () => void;
}

/** A conversation in the list. */
export function ThreadRow({ thread, current, selected, selecting, selectable, showsNumber, colors, onSelect, takeFocus, onFocus }: Props) {
  const link = useRef<HTMLAnchorElement>(null);
  const name = useThreadName()(thread);
  const phone = usePhoneText();
  useEffect(() => {
    if (takeFocus()) link.current?.focus({ preventScroll: true });
  });
  const onClick = (event: MouseEvent) => {
    if (!selectable || !(event.shiftKey || selecting)) return;
    event.preventDefault();
    onSelect(event.shiftKey);
  };
  const { unread_count, channel, tags, assigned_to, status } = thread;
  const extra = tags.length > 0 || assigned_to || status === "done" || showsNumber;
  return (
    <div className="group relative">
      <Link
        ref={link}
        to="/inbox/$threadId"
        params={{ threadId: thread.thread_id }}
        search={true}
        preload={false}
        tabIndex={current ? 0 : -1}
        onClick={onClick}
        onFocus={onFocus}
        className={clsx(
          "flex gap-3 border-b border-line px-4 py-3 -outline-offset-2 select-none hover:bg-sunken/60 data-[status=active]:bg-accent-soft",
          selected && "bg-accent-soft",
        )}
      >
        <span className={clsx("transition", selectable && "group-hover:opacity-0", (selecting || selected) && "opacity-0")}>
          <Avatar name={thread.contact_name} seed={thread.contact_id ?? thread.thread_id} />
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex items-center gap-1.5">
            <span className={clsx("truncate", unread_count > 0 && "font-semibold")}>{name}</span>
            <ChannelIcon channel={channel} />
            <Time at={thread.last_activity_at} className="ms-auto ps-2 text-xs whitespace-nowrap text-muted" />
          </span>
          <span className="flex items-center gap-2 text-sm">
            <span className="min-w-0 flex-1">
              <Preview thread={thread} />
            </span>
            {unread_count > 0 && (
              <span className="rounded-full bg-accent px-1.5 text-xs leading-5 font-semibold text-on-accent">
                {unread_count > 99 ? "99+" : unread_count}
                <span className="sr-only"> unread</span>
              </span>
            )}
          </span>
          {extra && (
            <span className="mt-1 flex flex-wrap items-center gap-1 text-xs text-muted">
              {status === "done" && <span>Done</span>}
              {tags.map((tag) => (
                <TagChip key={tag} name={tag} color={colors.get(tag)} />
              ))}
              {showsNumber && <span>to {phone(thread.own_number)}</span>}
              {assigned_to && <span className="ms-auto max-w-28 truncate">with {assigned_to}</span>}
            </span>
          )}
        </span>
      </Link>
      {selectable && <RowCheck name={name} checked={selected} shown={selecting} onChange={onSelect} />}
    </div>
  );
}

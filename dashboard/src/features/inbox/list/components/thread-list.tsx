import { useMemo } from "react";

import type { List } from "@/api/lists";
import { useMay } from "@/auth/context";
import { usePrimaryNumber } from "@/parts/own-numbers";
import { useTags } from "@/parts/tags";
import { VirtualList } from "@/parts/virtual-list";

import type { ListedThread } from "../changed";
import type { Cursor } from "../use-cursor";
import type { Selection } from "../use-selection";
import { NoThreads } from "./no-threads";
import { ThreadRow } from "./thread-row";

interface Props {
  list: List<ListedThread>;
  cursor: Cursor;
  selection: Selection;
  onNew: () => void;
}

/** The conversations themselves. */
export function ThreadList({ list, cursor, selection, onNew }: Props) {
  const may = useMay("agent");
  const { data: tags } = useTags();
  const primary = usePrimaryNumber();
  const colors = useMemo(() => new Map(tags?.items.map(({ name, color }) => [name, color])), [tags]);
  return (
    <VirtualList
      list={list}
      label="Conversations"
      rowHeight={70}
      idOf={({ thread_id }) => thread_id}
      {...(cursor.at !== undefined && { current: cursor.at })}
      row={(thread) => (
        <ThreadRow
          thread={thread}
          current={thread.thread_id === cursor.thread?.thread_id}
          selected={selection.ids.has(thread.thread_id)}
          selecting={selection.ids.size > 0}
          selectable={may}
          showsNumber={primary !== undefined && thread.own_number !== primary}
          colors={colors}
          onSelect={(range) => selection.toggle(thread.thread_id, range)}
          takeFocus={() => cursor.takeFocus(thread.thread_id)}
          onFocus={() => cursor.set(thread.thread_id)}
        />
      )}
      empty={<NoThreads onNew={onNew} />}
    />
  );
}

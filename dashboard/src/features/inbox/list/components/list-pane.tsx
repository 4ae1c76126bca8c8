import { useParams, useSearch } from "@tanstack/react-router";
import { SquarePen } from "lucide-react";
import { useState } from "react";

import { useMay, useSignedIn } from "@/auth/context";
import { useShortcuts } from "@/keys/use-shortcuts";
import { PageHeader } from "@/parts/page-header";
import { IconButton } from "@/ui/icon-button";

import { useColleagues } from "../../colleagues";
import { NotifyMenu } from "../../notify/notify-menu";
import { useThreads } from "../api/threads";
import { useWhole } from "../api/whole";
import { filtersOf } from "../filters";
import { NewMessageDialog } from "../new-message/new-message-dialog";
import { useChanges } from "../use-changes";
import { useCursor } from "../use-cursor";
import { useListKeys } from "../use-list-keys";
import { useSelection } from "../use-selection";
import { BulkBar } from "./bulk-bar";
import { FilterChips } from "./filter-chips";
import { FilterMenu } from "./filter-menu";
import { Results } from "./results";
import { SearchBox } from "./search-box";
import { ThreadList } from "./thread-list";
import { ViewTabs } from "./view-tabs";

/** The list of conversations with all that is around it. */
export function ListPane() {
  const search = useSearch({ from: "/inbox" });
  const { threadId: open } = useParams({ strict: false });
  const { person } = useSignedIn();
  const may = useMay("agent");
  const [writing, setWriting] = useState(false);
  const list = useThreads(filtersOf(search, person.user));
  useWhole(list.items);
  const colleagues = useColleagues();
  const selection = useSelection(list.items);
  const changes = useChanges();
  const cursor = useCursor(list.items, open);
  const onArrow = useListKeys({ cursor, selection, changes, open });
  useShortcuts("Conversations", may ? { c: ["New message", () => setWriting(true)] } : {});
  return (
    <>
      <PageHeader title="Inbox">
        <NotifyMenu />
        {may && (
          <IconButton label="New message" onClick={() => setWriting(true)}>
            <SquarePen aria-hidden />
          </IconButton>
        )}
      </PageHeader>
      <div className="flex items-center gap-1 ps-4 pe-2 pt-2 pb-1">
        <SearchBox onDown={() => cursor.focus()} />
        <FilterMenu colleagues={colleagues} />
      </div>
      {search.q ? (
        <Results q={search.q} />
      ) : (
        <>
          {selection.ids.size > 0 ? (
            <BulkBar
              threads={selection.threads}
              colleagues={colleagues}
              progress={changes.progress}
              onClear={selection.clear}
              onChange={(changeOf, said) => void changes.run(selection.threads, changeOf, said).then(selection.clear)}
            />
          ) : (
            <ViewTabs view={search.view ?? "open"} />
          )}
          <FilterChips />
          <div data-threads className="flex min-h-0 flex-1 flex-col" onKeyDown={onArrow}>
            <ThreadList list={list} cursor={cursor} selection={selection} onNew={() => setWriting(true)} />
          </div>
        </>
      )}
      <NewMessageDialog open={writing} onClose={() => setWriting(false)} />
    </>
  );
}

import { isSearchable } from "@/format/words";
import { useFoundPeople } from "@/parts/found-people";
import { VirtualList } from "@/parts/virtual-list";
import { Empty } from "@/ui/empty";
import { useSettled } from "@/ui/use-settled";

import { useFoundMessages } from "../api/found-messages";
import { FoundMessageRow } from "./found-message-row";
import { FoundPeople } from "./found-people";

/** What a search has found: people, then messages. */
export function Results({ q: typed }: { q: string }) {
  const q = useSettled(typed);
  const enough = isSearchable(q);
  const people = useFoundPeople(q);
  const messages = useFoundMessages(q, enough);
  if (!enough) return <Empty title="Search for messages and people">Write at least two letters or digits. Words of messages have to be whole.</Empty>;
  const found = people.data?.items ?? [];
  return (
    <>
      {found.length > 0 && <FoundPeople people={found} q={q} />}
      <h2 className="px-4 pt-3 pb-1 text-xs font-medium text-muted">Messages</h2>
      <VirtualList
        list={messages}
        label="Messages found"
        rowHeight={68}
        idOf={({ message }) => message.message_id}
        row={(item) => <FoundMessageRow found={item} q={q} />}
        empty={<Empty title="No message has these words">Words have to be whole: “invoice” does not find “invoices”.</Empty>}
      />
    </>
  );
}

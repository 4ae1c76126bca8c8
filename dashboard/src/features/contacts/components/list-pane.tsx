import { useSearch } from "@tanstack/react-router";
import { FileUp, UserPlus } from "lucide-react";
import { useState } from "react";

import { useMay } from "@/auth/context";
import { isSearchable } from "@/format/words";
import { PageHeader } from "@/parts/page-header";
import { VirtualList } from "@/parts/virtual-list";
import { IconButton } from "@/ui/icon-button";
import { useSettled } from "@/ui/use-settled";

import { useContacts } from "../api/contacts";
import { CreateDialog } from "../create/create-dialog";
import { ImportDialog } from "../import/import-dialog";
import { ContactRow } from "./contact-row";
import { NoContacts } from "./no-contacts";
import { SearchBox } from "./search-box";

/** The list of people, with a search, and ways to add some. */
export function ListPane() {
  const { q = "" } = useSearch({ from: "/contacts" });
  const may = useMay("agent");
  const [adding, setAdding] = useState<"one" | "file">();
  const settled = useSettled(q);
  const searched = isSearchable(settled) ? settled : "";
  const list = useContacts(searched);
  const close = () => setAdding(undefined);
  return (
    <>
      <PageHeader title="Contacts">
        {may && (
          <>
            <IconButton label="Take in a file" onClick={() => setAdding("file")}>
              <FileUp aria-hidden />
            </IconButton>
            <IconButton label="New contact" onClick={() => setAdding("one")}>
              <UserPlus aria-hidden />
            </IconButton>
          </>
        )}
      </PageHeader>
      <div className="border-b border-line px-4 py-2">
        <SearchBox />
      </div>
      <VirtualList
        list={list}
        label="Contacts"
        rowHeight={64}
        idOf={({ contact_id }) => contact_id}
        row={(contact) => <ContactRow contact={contact} />}
        empty={<NoContacts isSearch={searched !== ""} onAdd={setAdding} />}
      />
      <CreateDialog open={adding === "one"} onClose={close} />
      <ImportDialog open={adding === "file"} onClose={close} />
    </>
  );
}

import { useNavigate, useSearch } from "@tanstack/react-router";
import { Voicemail as Icon } from "lucide-react";
import { useMemo } from "react";

import type { Voicemail } from "@/api/types";
import { useShortcuts } from "@/keys/use-shortcuts";
import { PageHeader } from "@/parts/page-header";
import { TwoPane } from "@/parts/two-pane";
import { VirtualList } from "@/parts/virtual-list";
import { Empty } from "@/ui/empty";

import { useVoicemails } from "./api/voicemails";
import { Detail } from "./components/detail";
import { Row } from "./components/row";
import { Tabs } from "./components/tabs";
import { filtersOf } from "./filters";
import { useArchive } from "./use-archive";
import { useKept } from "./use-kept";

const NOTHING = {
  new: ["No new voicemails", "What callers leave is here until somebody listens to it."],
  listened: ["Nothing listened to", "Voicemails that were played, and are not archived, are here."],
  archived: ["Nothing archived", "Archive a voicemail when it is dealt with."],
} as const;

/** Voicemails by what was done about them, and the one that is open. */
export function VoicemailsPage() {
  const search = useSearch({ from: "/voicemails" });
  const navigate = useNavigate();
  const { selected, ...others } = search;
  const list = useKept(useVoicemails(useMemo(() => filtersOf(search), [search])), selected);
  const at = list.items.findIndex(({ recording_sid }) => recording_sid === selected);
  const [next, before] = [list.items[at + 1], list.items[at - 1]];
  const open = (voicemail: Voicemail | undefined) =>
    void navigate({ to: "/voicemails", search: { ...others, ...(voicemail && { selected: voicemail.recording_sid }) } });
  const archive = useArchive();
  const go = (voicemail: Voicemail | undefined) => voicemail && open(voicemail);
  useShortcuts("Voicemails", {
    j: ["The next voicemail", () => go(next)],
    k: ["The voicemail before", () => go(before)],
    Escape: ["Back to the list", () => open(undefined)],
  });
  const archiveAndGoOn = (voicemail: Voicemail) => {
    archive(voicemail);
    open(next ?? before);
  };
  const [title, hint] = NOTHING[search.status ?? "new"];
  return (
    <TwoPane
      chosen={selected !== undefined}
      detail={selected && <Detail id={selected} onArchive={archiveAndGoOn} />}
      empty={<Empty icon={<Icon aria-hidden />} title="Choose a voicemail">Space plays it, j and k go on and back, e archives it.</Empty>}
      list={
        <>
          <PageHeader title="Voicemails" />
          <Tabs search={search} />
          <VirtualList
            list={list}
            label="Voicemails"
            rowHeight={66}
            idOf={({ recording_sid }) => recording_sid}
            row={(voicemail) => <Row voicemail={voicemail} search={search} chosen={voicemail.recording_sid === selected} />}
            current={at}
            empty={
              <Empty icon={<Icon aria-hidden />} title={title}>
                {hint}
              </Empty>
            }
          />
        </>
      }
    />
  );
}

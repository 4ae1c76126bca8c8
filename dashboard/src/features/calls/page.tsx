import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Phone, PhoneOff, SlidersHorizontal } from "lucide-react";
import { useMemo, useState } from "react";

import { useShortcuts } from "@/keys/use-shortcuts";
import { usePrimaryNumber } from "@/parts/own-numbers";
import { PageHeader } from "@/parts/page-header";
import { TwoPane } from "@/parts/two-pane";
import { VirtualList } from "@/parts/virtual-list";
import { Empty } from "@/ui/empty";
import { IconButton } from "@/ui/icon-button";

import { useCalls } from "./api/calls";
import { Filters, isFiltered } from "./components/filters";
import { Row } from "./components/row";
import { Tabs } from "./components/tabs";
import { filtersOf } from "./filters";

/** All calls, and beside them the one that is looked at. */
export function CallsPage() {
  const search = useSearch({ from: "/calls" });
  const { callId } = useParams({ strict: false });
  const navigate = useNavigate();
  const list = useCalls(useMemo(() => filtersOf(search), [search]));
  const primary = usePrimaryNumber();
  const [open, setOpen] = useState(isFiltered(search));
  const at = list.items.findIndex(({ call_id }) => call_id === callId);
  const go = (to: number) => {
    const call = list.items[to];
    if (call) void navigate({ to: "/calls/$callId", params: { callId: call.call_id }, search });
  };
  useShortcuts("Calls", {
    j: ["The next call", () => go(at + 1)],
    k: ["The call before", () => go(Math.max(at - 1, 0))],
    Escape: ["Back to the list", () => void navigate({ to: "/calls", search })],
  });
  const nothing = isFiltered(search) || search.outcome ? "No call is like that" : "No calls yet";
  return (
    <TwoPane
      chosen={callId !== undefined}
      detail={<Outlet />}
      empty={<Empty icon={<Phone aria-hidden />} title="Choose a call">What became of it, its recording, and how to call back.</Empty>}
      list={
        <>
          <PageHeader title="Calls">
            <IconButton label="Filters" aria-expanded={open} aria-controls="filters" aria-pressed={isFiltered(search)} onClick={() => setOpen(!open)}>
              <SlidersHorizontal aria-hidden />
            </IconButton>
          </PageHeader>
          <Tabs search={search} />
          {open && <Filters search={search} />}
          <VirtualList
            list={list}
            label="Calls"
            rowHeight={65}
            idOf={({ call_id }) => call_id}
            row={(call) => <Row call={call} search={search} chosen={call.call_id === callId} primary={primary} />}
            current={at}
            empty={
              <Empty icon={<PhoneOff aria-hidden />} title={nothing}>
                {nothing === "No calls yet" ? "Calls to your numbers, and those you make, are listed here." : "Choose another tab or other filters."}
              </Empty>
            }
          />
        </>
      }
    />
  );
}

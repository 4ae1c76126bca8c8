import { Outlet, useParams } from "@tanstack/react-router";
import { Users } from "lucide-react";

import { TwoPane } from "@/parts/two-pane";
import { Empty } from "@/ui/empty";

import { ListPane } from "./components/list-pane";

/** Contacts: the list of people, and the one that is looked at. */
export function ContactsPage() {
  const { contactId } = useParams({ strict: false });
  return <TwoPane list={<ListPane />} detail={<Outlet />} chosen={contactId !== undefined} empty={<NoneChosen />} />;
}

const NoneChosen = () => (
  <Empty icon={<Users aria-hidden />} title="Choose a contact">
    Everybody who writes, calls, or is written to or called becomes one.
  </Empty>
);

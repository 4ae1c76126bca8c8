import { useSearch } from "@tanstack/react-router";
import clsx from "clsx";

import type { Person } from "../person";
import { Facts } from "./facts";
import { Head } from "./head";
import { History } from "./history";
import { Tabs } from "./tabs";

/** Who somebody is, and beside it what has happened; on a narrow screen one of the two. */
export function ContactView({ contact }: { contact: Person }) {
  const { tab } = useSearch({ from: "/contacts" });
  return (
    <article className="@container/contact flex min-h-0 flex-1 flex-col">
      <Head contact={contact} />
      <Tabs tab={tab} />
      <div className="flex min-h-0 flex-1">
        <div className={clsx("w-full shrink-0 overflow-y-auto border-line p-4 @3xl/contact:block @3xl/contact:w-80 @3xl/contact:border-e", tab === "history" && "hidden")}>
          <Facts contact={contact} />
        </div>
        <div className={clsx("min-w-0 flex-1 flex-col @3xl/contact:flex", tab === "history" ? "flex" : "hidden")}>
          <History contact={contact} />
        </div>
      </div>
    </article>
  );
}

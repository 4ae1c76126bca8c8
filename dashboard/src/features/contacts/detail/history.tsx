import { Link, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";

import { useContactName } from "@/parts/contact-name";
import { Timeline } from "@/parts/timeline/timeline";

import { useHistory } from "../api/history";
import type { Person } from "../person";
import { type Kind, KINDS } from "../search";

const NAMES: Record<Kind, string> = { message: "Messages", call: "Calls", voicemail: "Voicemails", note: "Notes", consent: "Consent" };
const CHIP =
  "inline-flex min-h-8 items-center rounded-full px-3 text-sm whitespace-nowrap text-muted hover:bg-sunken aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent-ink";
const ignore = () => undefined;

/** All that has happened with somebody, or one kind of it. */
export function History({ contact }: { contact: Person }) {
  const { kind } = useSearch({ from: "/contacts" });
  const name = useContactName()(contact);
  const list = useHistory(contact.contact_id, kind);
  const tools = useMemo(() => ({ name }), [name]);
  return (
    <section aria-label="History" className="flex min-h-0 flex-1 flex-col">
      <nav aria-label="What is shown" className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-3 py-1.5">
        {[undefined, ...KINDS].map((one) => (
          <Link
            key={one ?? "all"}
            to="."
            search={(now) => ({ ...now, kind: one })}
            aria-current={one === kind ? "true" : undefined}
            activeProps={{ "aria-current": undefined }}
            replace
            className={CHIP}
          >
            {one ? NAMES[one] : "All"}
          </Link>
        ))}
      </nav>
      <Timeline key={kind} list={list} tools={tools} firstNew={undefined} empty={kind ? `No ${NAMES[kind].toLowerCase()} yet.` : "Nothing has happened yet."} onBottom={ignore} />
    </section>
  );
}

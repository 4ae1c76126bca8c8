import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft, Merge, MessageSquare, MoreHorizontal } from "lucide-react";
import { useState } from "react";

import { useMay } from "@/auth/context";
import { threadId } from "@/format/thread-id";
import { CallButton } from "@/parts/call-button";
import { useContactName } from "@/parts/contact-name";
import { useOwnNumbers } from "@/parts/own-numbers";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Menu, MenuItem } from "@/ui/menu";

import { MergeDialog } from "../merge/merge-dialog";
import type { Person } from "../person";

/** Who it is, and ways to reach them. */
export function Head({ contact }: { contact: Person }) {
  const name = useContactName()(contact);
  const may = useMay("agent");
  const [merging, setMerging] = useState(false);
  const number = contact.addresses.find(({ channel }) => channel === "sms")?.address;
  return (
    <header className="flex min-h-14 flex-wrap items-center gap-3 border-b border-line px-4 py-2">
      <Link to="/contacts" search={({ q }) => ({ ...(q && { q }) })} aria-label="Back to all contacts" className="-ms-2 inline-flex size-10 items-center justify-center rounded-lg text-muted hover:bg-sunken md:hidden">
        <ArrowLeft aria-hidden className="size-5 rtl:-scale-x-100" />
      </Link>
      <Avatar name={contact.name ?? contact.profile_name} seed={contact.contact_id} />
      <h2 className="me-auto min-w-0 truncate text-lg font-semibold tracking-tight">{name}</h2>
      <WriteButton contact={contact} />
      {number && <CallButton to={number} from={contact.threads[0]?.own_number} leadId={contact.lead_id} />}
      {may && (
        <Menu
          trigger={
            <IconButton label="More">
              <MoreHorizontal aria-hidden />
            </IconButton>
          }
        >
          <MenuItem icon={<Merge aria-hidden />} onSelect={() => setMerging(true)}>
            Merge with another contact
          </MenuItem>
        </Menu>
      )}
      <MergeDialog contact={contact} open={merging} onClose={() => setMerging(false)} />
    </header>
  );
}

/** To the latest conversation, or to one that begins. */
function WriteButton({ contact: { threads, addresses } }: { contact: Person }) {
  const navigate = useNavigate();
  const { data: numbers } = useOwnNumbers();
  const own = numbers?.find(({ primary }) => primary) ?? numbers?.[0];
  const [to] = addresses;
  const id = threads[0]?.thread_id ?? (own && to && threadId(to.channel, own.phone_number, to.address));
  if (!id) return null;
  return (
    <Button icon={<MessageSquare aria-hidden />} onClick={() => void navigate({ to: "/inbox/$threadId", params: { threadId: id } })}>
      {threads.length > 0 ? "Open conversation" : "Write"}
    </Button>
  );
}

import { Link, useSearch } from "@tanstack/react-router";
import { Archive, ArchiveRestore, ArrowLeft, MailPlus, MessageSquare, MoreHorizontal, Phone } from "lucide-react";
import { useNavigate } from "@tanstack/react-router";

import type { Voicemail } from "@/api/types";
import { useMay } from "@/auth/context";
import { usePhoneText } from "@/format/phone";
import { CallButton } from "@/parts/call-button";
import { canAnswer, textThread, useWho } from "@/parts/call-parties";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Menu, MenuItem } from "@/ui/menu";

import { useMarkVoicemail } from "../api/mark-voicemail";

/** Who has left it, and what can be done. */
export function DetailHeader({ voicemail, onArchive }: { voicemail: Voicemail; onArchive: () => void }) {
  const who = useWho();
  const phone = usePhoneText();
  const navigate = useNavigate();
  const may = useMay("agent");
  const mark = useMarkVoicemail();
  const { selected: _, ...list } = useSearch({ from: "/voicemails" });
  const { from_number: other, to_number: own, contact_id, contact_name, status } = voicemail;
  const name = who(contact_name, other);
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <Link to="/voicemails" search={list} className="inline-flex size-10 items-center justify-center rounded-lg text-muted hover:bg-sunken md:hidden">
        <ArrowLeft aria-label="Back to the list" className="size-5 rtl:-scale-x-100" />
      </Link>
      <div className="me-auto min-w-0 max-md:basis-[calc(100%-6.5rem)]">
        <h2 className="truncate text-lg font-semibold tracking-tight">
          {contact_id ? (
            <Link to="/contacts/$contactId" params={{ contactId: contact_id }} className="hover:underline">
              {name}
            </Link>
          ) : (
            name
          )}
        </h2>
        {contact_name && canAnswer(other) && <p className="text-sm text-muted">{phone(other)}</p>}
      </div>
      <Menu
        trigger={
          <IconButton label="More" className="md:order-last">
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Phone aria-hidden />} onSelect={() => void navigate({ to: "/calls/$callId", params: { callId: voicemail.call_id } })}>
          Show the call
        </MenuItem>
        {may && status !== "new" && (
          <MenuItem icon={<MailPlus aria-hidden />} onSelect={() => mark.mutate({ voicemail, status: "new" })}>
            Mark as new
          </MenuItem>
        )}
      </Menu>
      {canAnswer(other) && <CallButton to={other} from={own ?? undefined} leadId={voicemail.lead_id} label="Call back" />}
      {canAnswer(other) && own && (
        <Link
          to="/inbox/$threadId"
          params={{ threadId: textThread(own, other) }}
          className="inline-flex min-h-10 items-center gap-2 rounded-lg border border-line-strong/60 px-4 font-medium hover:bg-sunken"
        >
          <MessageSquare aria-hidden className="size-4" />
          Text
        </Link>
      )}
      {may && (
        <Button icon={status === "archived" ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />} onClick={onArchive}>
          {status === "archived" ? "Take out of the archive" : "Archive"}
        </Button>
      )}
    </header>
  );
}

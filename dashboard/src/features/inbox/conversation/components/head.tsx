import { useNavigate } from "@tanstack/react-router";
import { ArrowLeft, PanelRight } from "lucide-react";

import { useMay } from "@/auth/context";
import { usePhoneText } from "@/format/phone";
import { CallButton } from "@/parts/call-button";
import { CHANNEL_NAMES, ChannelIcon } from "@/parts/channel-icon";
import { useOwnNumbers } from "@/parts/own-numbers";
import { Avatar } from "@/ui/avatar";
import { IconButton } from "@/ui/icon-button";

import type { Conversation } from "../use-conversation";
import { DoneButton } from "./done-button";
import { ThreadMenu } from "./thread-menu";

interface Props {
  conversation: Conversation;
  isPanelOpen: boolean;
  onPanel: () => void;
}

/** Whom a conversation is with, and what can be done about it. */
export function Head({ conversation, isPanelOpen, onPanel }: Props) {
  const { thread, name, number, channel, ownNumber, isGroup, contactId, id } = conversation;
  const phone = usePhoneText();
  const navigate = useNavigate();
  const may = useMay("agent");
  const { data: numbers = [] } = useOwnNumbers();
  const about = [isGroup ? "Group" : phone(number) !== name && phone(number), numbers.length > 1 && `to ${phone(ownNumber)}`].filter(Boolean);
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-1 border-b border-line px-2 py-2 md:px-4">
      <IconButton label="Back to the list" className="md:hidden" onClick={() => void navigate({ to: "/inbox", search: true })}>
        <ArrowLeft aria-hidden className="rtl:-scale-x-100" />
      </IconButton>
      <span className="max-md:hidden">
        <Avatar name={thread?.contact_name} seed={contactId ?? id} />
      </span>
      <div className="me-auto min-w-0 md:ps-2">
        <h1 className="truncate font-semibold tracking-tight">{name}</h1>
        <p className="flex flex-wrap items-center gap-x-1 text-xs text-muted">
          {about.length === 0 ? CHANNEL_NAMES[channel] : <ChannelIcon channel={channel} />}
          {about.map((fact) => (
            <span key={String(fact)}>{fact}</span>
          ))}
        </p>
      </div>
      {thread && may && <DoneButton thread={thread} />}
      {!isGroup && <Call to={number} from={ownNumber} leadId={thread?.lead_id} />}
      {thread && may && <ThreadMenu thread={thread} />}
      <IconButton label="About this contact" aria-pressed={isPanelOpen} onClick={onPanel}>
        <PanelRight aria-hidden className="rtl:-scale-x-100" />
      </IconButton>
    </header>
  );
}

/** A phone is narrow: there the button is in the panel. */
const Call = (props: { to: string; from: string; leadId: string | null | undefined }) => (
  <span className="hidden @md/talk:inline-flex">
    <CallButton {...props} label={<span className="sr-only @xl/talk:not-sr-only">Call</span>} />
  </span>
);

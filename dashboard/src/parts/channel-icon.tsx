import { MessageCircle, MessageSquare, MessageSquareText, MessagesSquare } from "lucide-react";

import type { Channel } from "@/api/types";

export const CHANNEL_NAMES: Record<Channel, string> = { sms: "Text message", whatsapp: "WhatsApp", rcs: "RCS", messenger: "Messenger" };
const ICONS = { sms: MessageSquare, whatsapp: MessageCircle, rcs: MessageSquareText, messenger: MessagesSquare };

/** By which way somebody writes. */
export function ChannelIcon({ channel }: { channel: Channel }) {
  const Icon = ICONS[channel];
  return (
    <span title={CHANNEL_NAMES[channel]} className="inline-flex shrink-0 text-muted">
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{CHANNEL_NAMES[channel]}</span>
    </span>
  );
}

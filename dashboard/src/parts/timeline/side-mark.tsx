import type { TimelineEntry } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { CHANNEL_NAMES } from "@/parts/channel-icon";
import { Badge } from "@/ui/badge";

import { ownSide } from "./entries";
import { useTools } from "./tools";

/** Says of an entry that it was at another number or channel than the one that is looked at. */
export function SideMark({ entry }: { entry: TimelineEntry }) {
  const { own } = useTools();
  const phone = usePhoneText();
  const side = ownSide(entry);
  if (!own || !side.number) return null;
  const isCall = entry.kind === "call" || entry.kind === "voicemail";
  const otherNumber = side.number !== own.number && `at ${phone(side.number)}`;
  const otherChannel = !isCall && side.channel !== own.channel && CHANNEL_NAMES[side.channel];
  if (!otherNumber && !otherChannel) return null;
  return <Badge>{[otherChannel, otherNumber].filter(Boolean).join(" ")}</Badge>;
}

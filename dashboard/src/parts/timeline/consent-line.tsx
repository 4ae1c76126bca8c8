import { Ban, CircleCheck } from "lucide-react";

import type { TimelineEntry } from "@/api/types";
import { clockTime } from "@/format/time";
import { Time } from "@/ui/time";

import { SideMark } from "./side-mark";
import { useTools } from "./tools";

type ConsentEntry = Extract<TimelineEntry, { kind: "consent" }>;

/** That somebody wants no messages from then on, or wants them again. */
export function ConsentLine({ entry }: { entry: ConsentEntry }) {
  const { name } = useTools();
  const { opted_out } = entry.consent;
  const Icon = opted_out ? Ban : CircleCheck;
  return (
    <p className="flex flex-wrap items-center justify-center gap-x-2 gap-y-1 py-1 text-center text-sm text-muted">
      <span>
        <Icon aria-hidden className="me-1.5 inline size-4 align-[-3px]" />
        {sentence(entry, name)}
      </span>
      <Time at={entry.at} show={clockTime} className="text-xs" />
      <SideMark entry={entry} />
    </p>
  );
}

function sentence({ consent: { opted_out, source, changed_by } }: ConsentEntry, name: string): string {
  if (source === "website") return `${changed_by ?? "Somebody"} noted that ${name} wants ${opted_out ? "no more messages" : "messages again"}`;
  if (source === "refused") return `Twilio says that ${name} wants no more messages`;
  return opted_out ? `${name} wants no more messages` : `${name} wants messages again`;
}

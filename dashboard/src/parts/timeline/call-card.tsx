import { PhoneIncoming, PhoneOutgoing } from "lucide-react";
import { useState } from "react";

import type { Call, TimelineEntry } from "@/api/types";
import { clockTime, duration, exactTime } from "@/format/time";
import { isCopied } from "@/parts/audio-player-state";
import { CallLegs } from "@/parts/call-legs";
import { CallOutcome, outcomeText } from "@/parts/call-outcome";
import { Recordings } from "@/parts/recordings";
import { Time } from "@/ui/time";

import { useCallDetails } from "./api/call-details";
import { Card } from "./card";
import { SideMark } from "./side-mark";

/** A call: what became of it, how long, and on a click who was rung. */
export function CallCard({ call, entry }: { call: Call; entry: TimelineEntry }) {
  const [open, setOpen] = useState(false);
  const isOwn = call.direction === "outbound";
  const way = isOwn ? "Call to them" : "Call from them";
  const lasted = call.talk_seconds ? duration(call.talk_seconds) : null;
  return (
    <Card
      label={`${way}, ${outcomeText(call)}, ${exactTime(call.created_at)}`}
      isOwn={isOwn}
      icon={isOwn ? <PhoneOutgoing aria-hidden /> : <PhoneIncoming aria-hidden />}
      title={
        <>
          <p className="text-sm font-medium">{way}</p>
          <p className="text-xs text-muted">
            <Time at={call.created_at} show={clockTime} />
            {lasted && ` · ${lasted}`}
            {isOwn && call.created_by && ` · ${call.created_by}`}
          </p>
        </>
      }
      aside={<CallOutcome call={call} />}
    >
      {call.error_message && <p className="text-sm text-danger">{[call.error_message, call.error_advice].filter(Boolean).join(" ")}</p>}
      {call.recording_sid && <CallRecordings call={call} />}
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="w-fit cursor-pointer rounded py-1 text-sm text-muted select-none hover:text-ink">Details</summary>
        {open && <Details call={call} />}
      </details>
      <SideMark entry={entry} />
    </Card>
  );
}

function Details({ call }: { call: Call }) {
  const { data, isPending, error } = useCallDetails(call.call_id, true);
  if (isPending) return <p className="text-sm text-muted">Loading</p>;
  if (error) return <p className="text-sm text-danger">{error.message}</p>;
  const hasLegs = data.own_leg !== null || data.legs.length > 0;
  return (
    <div className="flex flex-col gap-2 pt-1">
      {hasLegs ? <CallLegs call={data} /> : <p className="text-sm text-muted">No other phone was rung.</p>}
      {data.say && <p className="text-sm">Said: {data.say}</p>}
    </div>
  );
}

/** Recordings of an event have no links: they are read, and again when a link has ended. */
function CallRecordings({ call }: { call: Call }) {
  const { data, refetch } = useCallDetails(call.call_id, !areSettled(call.recordings));
  const recordings = areSettled(call.recordings) ? call.recordings : (data?.recordings ?? call.recordings ?? []);
  return <Recordings recordings={recordings} renew={async () => (await refetch()).data?.recordings} />;
}

const areSettled = (recordings: Call["recordings"] = []) =>
  recordings.length > 0 && recordings.every(({ status, file }) => status === "absent" || status === "failed" || isCopied(file));

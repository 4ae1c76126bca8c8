import { PhoneIncoming, PhoneMissed, PhoneOutgoing } from "lucide-react";

import { clockTime, duration } from "@/format/time";

import { type PhoneCall, statusText } from "./phone-call";
import { heardText } from "./heard-text";
import { Recordings } from "./recordings";
import { TurnedAwayHint } from "./turned-away-hint";

/** A call among the texts; opens to what was heard. */
export function CallEntry({ call }: { call: PhoneCall }) {
  const { leg, isIncoming } = call;
  const hasTalked = leg.status === "completed";
  const Icon = !hasTalked ? PhoneMissed : isIncoming ? PhoneIncoming : PhoneOutgoing;
  const what = hasTalked ? `${isIncoming ? "Incoming call" : "Call"}, ${duration(leg.duration)}` : `${isIncoming ? "Call" : "Called"}: ${statusText(call).toLowerCase()}`;
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && currentTarget.scrollIntoView({ block: "nearest" })} className="my-1 scroll-my-4 self-center rounded-2xl bg-sunken px-3 text-sm text-muted open:self-stretch open:pb-3">
      <summary className="flex min-h-9 cursor-pointer list-none items-center justify-center gap-2 rounded-2xl">
        <Icon aria-hidden className="size-4" />
        {what} · {clockTime(call.call.time)}
      </summary>
      <ul className="flex flex-col gap-1 pb-1">
        {leg.heard.map((heard, place) => (
          <li key={place}>{heardText(heard).isSpeech ? `“${heardText(heard).text}”` : heardText(heard).text}</li>
        ))}
        {leg.heard.length === 0 && <li>Nothing was heard.</li>}
      </ul>
      <Recordings call={call.call} />
      <TurnedAwayHint call={call} />
    </details>
  );
}

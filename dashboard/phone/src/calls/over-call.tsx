import { usePhoneText } from "@/format/phone";
import { duration } from "@/format/time";
import { Button } from "@/ui/button";

import { type PhoneCall, statusText } from "./phone-call";
import { Recordings } from "./recordings";
import type { Deed } from "./steps";
import { Transcript } from "./transcript";
import { TurnedAwayHint } from "./turned-away-hint";

interface Props {
  call: PhoneCall;
  deeds: Deed[];
  onDone: () => void;
}

/** The call is over: how it went. */
export function OverCall({ call, deeds, onDone }: Props) {
  const phoneText = usePhoneText();
  const { leg, other } = call;
  return (
    <>
      <header role="status" className="flex flex-col items-center gap-0.5 px-6 pt-8 pb-3 text-center">
        <h2 className="text-lg font-semibold">{phoneText(other)}</h2>
        <p className="text-sm text-muted">
          {statusText(call)} · {duration(leg.duration)}
        </p>
        {call.call.error && <p className="text-sm text-danger">{call.call.error.message}</p>}
      </header>
      <Transcript heard={leg.heard} deeds={deeds} />
      <div className="flex flex-col gap-3 px-6 pt-2 pb-8 text-center">
        <Recordings call={call.call} />
        <TurnedAwayHint call={call} />
        <Button look="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </>
  );
}

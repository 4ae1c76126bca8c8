import type { ReactNode } from "react";

import type { Call } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { clockTime, dayName, duration } from "@/format/time";
import { CallLegs } from "@/parts/call-legs";
import { CallOutcome } from "@/parts/call-outcome";
import { ownNumber } from "@/parts/call-parties";
import { Banner } from "@/ui/banner";
import { Time } from "@/ui/time";

import { CallRecordings } from "./call-recordings";
import { VoicemailOf } from "./voicemail-of";

/** All that is known of a call. */
export function Details({ call }: { call: Call }) {
  const phone = usePhoneText();
  const inbound = call.direction === "inbound";
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <CallOutcome call={call} />
        <Time at={call.created_at} show={(at) => `${dayName(at)}, ${clockTime(at)}`} className="text-sm text-muted" />
      </div>
      {call.error_message && (
        <Banner tone="warn">
          <p>{call.error_message}</p>
          {call.error_advice && <p className="mt-1">{call.error_advice}</p>}
        </Banner>
      )}
      {call.unconfirmed && <Banner>It is not known yet whether this call was made. That ends within some minutes.</Banner>}
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm">
        <Fact name={inbound ? "Called" : "Called from"}>{phone(ownNumber(call))}</Fact>
        {call.talk_seconds !== null && <Fact name="Talked">{call.talk_seconds > 0 ? duration(call.talk_seconds) : "not at all"}</Fact>}
        {call.answered_at && <Fact name="Answered"><Time at={call.answered_at} show={clockTime} /></Fact>}
        {call.ended_at && <Fact name="Ended"><Time at={call.ended_at} show={clockTime} /></Fact>}
        {call.menu_keys.length > 0 && <Fact name="Pressed in the menu">{call.menu_keys.join(", ")}</Fact>}
        {call.say && <Fact name="Was to be spoken">{call.say}</Fact>}
        {call.lead_id && <Fact name="Reference">{call.lead_id}</Fact>}
        {call.created_by && <Fact name="Made by">{call.created_by}</Fact>}
        {call.seen_by && <Fact name="Looked at by">{call.seen_by}</Fact>}
      </dl>
      {(call.own_leg || call.legs.length > 0) && (
        <Part title="Phones">
          <CallLegs call={call} />
        </Part>
      )}
      {call.has_voicemail && (
        <Part title="Voicemail">
          <VoicemailOf call={call} />
        </Part>
      )}
      {call.recordings.length > 0 && (
        <Part title="Recording">
          <CallRecordings call={call} />
        </Part>
      )}
      {call.recording_enabled && call.recordings.length === 0 && Boolean(call.talk_seconds) && (
        <Part title="Recording">
          <p className="text-sm text-muted">It was to be recorded. The recording has not come yet.</p>
        </Part>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}

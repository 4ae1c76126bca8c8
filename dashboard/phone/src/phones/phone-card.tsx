import type { DragEvent } from "react";

import { CallScreen } from "../calls/call-screen";
import { useCurrentCall } from "../calls/current-call";
import { Composer } from "../texts/composer";
import { useDraft } from "../texts/draft";
import { Thread } from "../texts/thread";
import { useHold } from "./hold";
import { useLine } from "./line";
import { LinePicker } from "./line-picker";
import type { Phone } from "./open-phones";
import { PhoneHeader } from "./phone-header";

interface Props {
  phone: Phone;
  others: Phone[];
  onClose: () => void;
  onSettings: () => void;
  onWebhook: (id: number) => void;
}

/** One phone: whom it writes to and calls, what was written, and the call that it is in. */
export function PhoneCard({ phone, others, onClose, onSettings, onWebhook }: Props) {
  useHold(phone.number);
  const { numbers, own, choose } = useLine();
  const draft = useDraft();
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    draft.take(event.dataTransfer.files);
  };
  const { call, calling, place, dismiss } = useCurrentCall(phone.number);
  return (
    <article
      id={`phone-${phone.number}`}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      aria-label={phone.name ? `${phone.name}, ${phone.number}` : phone.number}
      className="flex h-full max-h-[54rem] self-center w-full shrink-0 snap-center flex-col rounded-[2.75rem] border border-line-strong/50 bg-sunken p-2 shadow-float sm:w-[23rem]"
    >
      <div className="relative flex min-h-0 flex-1 flex-col overflow-hidden rounded-[2.25rem] border border-line bg-app">
        <div inert={call !== undefined} className="flex min-h-0 flex-1 flex-col">
        <div aria-hidden className="mx-auto mt-2 h-1.5 w-16 shrink-0 rounded-full bg-line" />
        <PhoneHeader phone={phone} onCall={own ? () => place(own) : undefined} calling={calling} onClose={onClose} onSettings={onSettings} />
        {own ? (
          <>
            <LinePicker phone={phone.number} numbers={numbers.data ?? []} own={own} onChoose={choose} />
            <Thread phone={phone.number} own={own} onWebhook={onWebhook} />
            <Composer phone={phone} own={own} others={others} draft={draft} />
          </>
        ) : (
          <p className="p-6 text-center text-sm text-muted">
            {numbers.isPending ? "Reading your numbers…" : numbers.error?.message ?? <NoNumber />}
          </p>
        )}
        </div>
        {call && <CallScreen key={call.leg.sid} phone={phone} call={call} onDone={dismiss} />}
      </div>
    </article>
  );
}

const NoNumber = () => (
  <>
    You have no number yet. Buy one under{" "}
    <a href="/numbers" target="inbox" className="font-medium text-accent-ink underline underline-offset-2">
      Numbers
    </a>
    .
  </>
);

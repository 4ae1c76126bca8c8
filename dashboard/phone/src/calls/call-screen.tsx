import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

import type { Phone } from "../phones/open-phones";
import { ActiveCall } from "./active-call";
import { IncomingCall } from "./incoming-call";
import { OverCall } from "./over-call";
import type { PhoneCall } from "./phone-call";
import { useSteps } from "./steps";

interface Props {
  phone: Phone;
  call: PhoneCall;
  onDone: () => void;
}

/** Covers the phone's screen while it is in a call. */
export function CallScreen({ phone, call, onDone }: Props) {
  const screen = useRef<HTMLElement>(null);
  const { deeds, take, hold, isLeaving } = useSteps(call.leg);
  const isMissed = call.isOver && call.isIncoming && call.leg.heard.length === 0;
  useFocus(screen);
  useEffect(() => {
    if (isMissed) onDone();
  }, [isMissed, onDone]);
  return (
    <section ref={screen} tabIndex={-1} aria-label={`Call of ${phone.name || phone.number}`} className="absolute inset-0 z-10 flex flex-col bg-accent-soft text-ink outline-none">
      {call.isOver ? (
        <OverCall call={call} deeds={deeds} onDone={onDone} />
      ) : call.isIncoming && call.leg.now?.doing === "ringing" ? (
        <IncomingCall call={call} onStep={take} />
      ) : (
        <ActiveCall call={call} deeds={deeds} isLeaving={isLeaving} onStep={take} onHold={hold} />
      )}
    </section>
  );
}

/** What is below cannot be used meanwhile: whoever was there goes on here, and is there again afterwards. */
function useFocus(screen: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    if (screen.current?.closest("article")?.contains(document.activeElement)) screen.current.focus();
  }, [screen]);
  useEffect(() => {
    const phone = screen.current?.closest("article");
    return () => {
      if (document.activeElement === document.body) phone?.querySelector<HTMLElement>("[role=log]")?.focus({ preventScroll: true });
    };
  }, [screen]);
}

import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { X } from "lucide-react";
import { useEffect, useEffectEvent } from "react";

import { usePhoneText } from "@/format/phone";
import type { LiveCall } from "@/parts/call-live";
import { isLive, outcomeText } from "@/parts/call-outcome";
import { canAnswer, otherNumber, ownNumber, textThread, useWho } from "@/parts/call-parties";
import { Clock } from "@/parts/clock";
import { useContactOfNumber } from "@/parts/contacts";
import { Avatar } from "@/ui/avatar";
import { IconButton } from "@/ui/icon-button";

/** How long what became of a call is shown. */
const SHOWN_FOR = 10_000;
const LINK = "inline-flex min-h-10 items-center rounded-lg px-3 text-sm font-medium hover:bg-sunken";

/** One call that rings or goes on. */
export function RingingCard({ call, onClose }: { call: LiveCall; onClose: () => void }) {
  const phone = usePhoneText();
  const [other, own] = [otherNumber(call), ownNumber(call)];
  const { caller, name } = useNamed(call);
  const live = isLive(call);
  useClosing(!live, onClose);
  return (
    <article
      aria-label={`Call ${call.direction === "inbound" ? "of" : "to"} ${name}`}
      className={clsx("pointer-events-auto w-full rounded-xl border bg-surface shadow-float md:w-84", live ? "border-accent" : "border-line")}
    >
      <div className="flex items-start gap-3 p-3 pb-1">
        <span className={clsx("rounded-full", live && !call.answered_at && "animate-ring")}>
          <Avatar name={caller?.name ?? caller?.profile_name} seed={caller?.contact_id ?? other} />
        </span>
        <div className="min-w-0 flex-1">
          <p className="text-sm">
            <span className="block truncate text-base font-semibold">{name}</span>
            {sentence(call)}
            {live && call.answered_at && (
              <span aria-hidden>
                {" "}
                <Clock since={call.answered_at} />
              </span>
            )}
          </p>
          <p className="text-xs text-muted">
            {caller?.name && canAnswer(other) && `${phone(other)}, `}
            {call.direction === "inbound" ? "to" : "from"} {phone(own)}
          </p>
        </div>
        <IconButton label="Hide" onClick={onClose} className="-me-1 -mt-1">
          <X aria-hidden />
        </IconButton>
      </div>
      <div className="flex flex-wrap px-1 pb-1">
        {caller && (
          <Link to="/contacts/$contactId" params={{ contactId: caller.contact_id }} className={LINK}>
            Contact
          </Link>
        )}
        {canAnswer(other) && (
          <Link to="/inbox/$threadId" params={{ threadId: textThread(own, other) }} className={LINK}>
            Text
          </Link>
        )}
        <Link to="/calls/$callId" params={{ callId: call.call_id }} className={LINK}>
          Details
        </Link>
      </div>
    </article>
  );
}

/** The same for screen readers, in a place that is there before the call is. */
export function RingingSaid({ call }: { call: LiveCall }) {
  const { name } = useNamed(call);
  return (
    <p>
      {name}: {sentence(call)}
    </p>
  );
}

function useNamed(call: LiveCall) {
  const who = useWho();
  const other = otherNumber(call);
  const { data: caller } = useContactOfNumber(other);
  return { caller, name: who(caller?.name ?? caller?.profile_name, other) };
}

function sentence(call: LiveCall): string {
  if (!isLive(call)) return outcomeText(call);
  if (call.direction === "inbound" && !call.answered_at) return "is calling";
  return outcomeText(call);
}

function useClosing(over: boolean, onClose: () => void) {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!over) return;
    const timer = setTimeout(() => close(), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [over]);
}

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { useSignedIn } from "@/auth/context";
import { forgetLiveCall, type LiveCall } from "@/parts/call-live";
import { isLive } from "@/parts/call-outcome";
import { localSetting } from "@/parts/local-settings";

import { useLiveCalls } from "../api/live-calls";
import { RingingCard, RingingSaid } from "./ringing-card";

/** Calls that ring or go on, shown on every page: all that come in, and those that the user has made. */
export function Ringing() {
  const queries = useQueryClient();
  const { user } = useSignedIn().person;
  const isShown = (call: LiveCall) => (call.direction === "inbound" ? isLive(call) : call.created_by === user);
  const calls = useLiveCalls().filter(isShown);
  useRingTone(calls.some((call) => call.direction === "inbound" && !call.answered_at));
  return (
    <>
      <div role="status" className="sr-only">
        {calls.map((call) => (
          <RingingSaid key={call.call_id} call={call} />
        ))}
      </div>
      <section aria-label="Calls that go on" className="flex flex-col items-end gap-2 max-md:order-first max-md:not-empty:p-2 md:pointer-events-none md:fixed md:end-4 md:top-16 md:z-40">
        {calls.map((call) => (
          <RingingCard key={call.call_id} call={call} onClose={() => forgetLiveCall(queries, call.call_id)} />
        ))}
      </section>
    </>
  );
}

function useRingTone(rings: boolean) {
  useEffect(() => {
    // Before the first click a browser lets no page sound.
    if (!rings || !localSetting("sound") || !navigator.userActivation.hasBeenActive) return;
    let stop: (() => void) | undefined;
    let over = false;
    void import("./ring-tone").then(({ ring }) => {
      if (!over) stop = ring();
    });
    return () => {
      over = true;
      stop?.();
    };
  }, [rings]);
}

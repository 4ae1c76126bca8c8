import { useWorld } from "../sim/context";
import type { PhoneCall } from "./phone-call";
import { isTurnedAway } from "./turned-away";

/** Where calls are switched on, beneath one that led nowhere. */
export function TurnedAwayHint({ call }: { call: PhoneCall }) {
  const { webhooks } = useWorld();
  if (!isTurnedAway(call, webhooks)) return null;
  return (
    <p className="text-sm text-muted">
      Switch on voicemail or forwarding in{" "}
      <a href="/settings/calls" target="inbox" className="font-medium whitespace-nowrap text-accent-ink underline underline-offset-2">
        Settings › Calls
      </a>
      .
    </p>
  );
}

import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { PhoneIncoming, PhoneOutgoing } from "lucide-react";

import type { Call } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { duration } from "@/format/time";
import { CallOutcome } from "@/parts/call-outcome";
import { otherNumber, ownNumber, useWho } from "@/parts/call-parties";
import { useContactOfNumber } from "@/parts/contacts";
import { Avatar } from "@/ui/avatar";
import { Time } from "@/ui/time";

import type { CallsSearch } from "../search";
import { isUnseen } from "../unseen";

interface Props {
  call: Call;
  search: CallsSearch;
  chosen: boolean;
  /** The own number that needs no word. */
  primary: string | undefined;
}

/** A call in the list. */
export const Row = (props: Props) => (props.call.contact_id ? <Known {...props} name={props.call.contact_name} seed={props.call.contact_id} /> : <Stranger {...props} />);

/** Whom a call was with may be known by now. Asked for apart: most rows need not. */
function Stranger(props: Props) {
  const other = otherNumber(props.call);
  const { data: caller } = useContactOfNumber(other);
  return <Known {...props} name={props.call.contact_name ?? caller?.name ?? caller?.profile_name} seed={caller?.contact_id ?? other} />;
}

function Known({ call, search, chosen, primary, name, seed }: Props & { name: string | null | undefined; seed: string }) {
  const who = useWho();
  const phone = usePhoneText();
  const [other, unseen] = [otherNumber(call), isUnseen(call)];
  const Way = call.direction === "inbound" ? PhoneIncoming : PhoneOutgoing;
  return (
    <Link
      to="/calls/$callId"
      params={{ callId: call.call_id }}
      search={search}
      aria-current={chosen ? "true" : undefined}
      className={clsx("flex items-center gap-3 border-b border-line px-4 py-2.5 focus-visible:-outline-offset-2", chosen ? "bg-accent-soft" : "hover:bg-sunken")}
    >
      <Avatar name={name} seed={seed} />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className={clsx("min-w-0 flex-1 truncate", unseen && "font-semibold")}>{who(name, other)}</span>
          <Time at={call.created_at} className="shrink-0 text-xs text-muted" />
        </span>
        <span className="mt-0.5 flex items-center gap-2 text-xs text-muted">
          <Way aria-hidden className="size-3.5 shrink-0" />
          <span className="sr-only">{call.direction === "inbound" ? "received" : "made"}</span>
          <CallOutcome call={call} />
          {Boolean(call.talk_seconds) && <span className="tabular-nums">{duration(call.talk_seconds ?? 0)}</span>}
          <span className="ms-auto truncate">{ownNumber(call) !== primary && phone(ownNumber(call))}</span>
          {unseen && (
            <span className="size-2 shrink-0 rounded-full bg-accent">
              <span className="sr-only">not looked at</span>
            </span>
          )}
        </span>
      </span>
    </Link>
  );
}

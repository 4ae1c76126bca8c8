import { Link, useParams, useSearch } from "@tanstack/react-router";
import { ArrowLeft, MessageSquare } from "lucide-react";
import { useEffect, useEffectEvent } from "react";

import type { Call } from "@/api/types";
import { useMay } from "@/auth/context";
import { usePhoneText } from "@/format/phone";
import { CallButton } from "@/parts/call-button";
import { isLive } from "@/parts/call-outcome";
import { canAnswer, otherNumber, ownNumber, textThread, useWho } from "@/parts/call-parties";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { SkeletonRows } from "@/ui/skeleton";

import { useCall } from "./api/call";
import { useSeeCall } from "./api/see-call";
import { Details } from "./components/details";

/** One call: what became of it, and what to do now. */
export function CallPage() {
  const { callId } = useParams({ from: "/calls/$callId" });
  const { data: call, error, refetch } = useCall(callId);
  if (call) return <Shown key={callId} call={call} />;
  if (!error) return <SkeletonRows count={3} />;
  return (
    <Empty title="This call could not be read">
      <p className="mb-3">{error.message}</p>
      <Button onClick={() => void refetch()}>Try again</Button>
    </Empty>
  );
}

function Shown({ call }: { call: Call }) {
  const who = useWho();
  const phone = usePhoneText();
  const search = useSearch({ from: "/calls" });
  const [other, own] = [otherNumber(call), ownNumber(call)];
  useSeen(call);
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2">
        <Link to="/calls" search={search} className="inline-flex size-10 items-center justify-center rounded-lg text-muted hover:bg-sunken md:hidden">
          <ArrowLeft aria-label="Back to the list" className="size-5 rtl:-scale-x-100" />
        </Link>
        <div className="me-auto min-w-0 max-md:basis-[calc(100%-3.5rem)]">
          <h2 className="truncate text-lg font-semibold tracking-tight">
            {call.contact_id ? (
              <Link to="/contacts/$contactId" params={{ contactId: call.contact_id }} className="hover:underline">
                {who(call.contact_name, other)}
              </Link>
            ) : (
              who(call.contact_name, other)
            )}
          </h2>
          {call.contact_name && canAnswer(other) && <p className="text-sm text-muted">{phone(other)}</p>}
        </div>
        <CallButton to={other} from={own} leadId={call.lead_id} label={call.direction === "inbound" ? "Call back" : "Call again"} />
        {canAnswer(other) && (
          <Link
            to="/inbox/$threadId"
            params={{ threadId: textThread(own, other) }}
            className="inline-flex min-h-10 items-center gap-2 rounded-lg border border-line-strong/60 px-4 font-medium hover:bg-sunken"
          >
            <MessageSquare aria-hidden className="size-4" />
            Text
          </Link>
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        <Details call={call} />
      </div>
    </>
  );
}

/** A call that is shown is looked at, once it is over. */
function useSeen(call: Call) {
  const see = useSeeCall();
  const may = useMay("agent");
  const mark = useEffectEvent(() => see.mutate({ id: call.call_id, seen: true }));
  const due = may && !call.seen_at && !isLive(call);
  useEffect(() => {
    if (due) mark();
  }, [due]);
}

import { type components, idempotencyKey } from "patchbay-client";
import { useRef, useState } from "react";

import { useConnected, useHeard } from "./connected";
import { reasonOf } from "./records";

type Call = Pick<components["schemas"]["Call"], "call_id" | "status" | "outcome" | "ended_at" | "talk_seconds">;

export interface CallButtonProps {
  /** Who is called, in E.164. */
  to: string;
  /** One of the tenant's numbers; by default its primary one. */
  from?: string;
  /** The phone that rings first, and is then connected; by default the one that calls are forwarded to. */
  connect?: string;
  /** The website's own reference for this person. */
  leadId?: string;
  /** What is on the button. */
  label?: string;
}

const WORDS: Record<string, string> = {
  answered: "The call is over",
  busy: "Busy",
  declined: "Declined",
  failed: "The call failed",
  missed: "Nobody answered",
  own_phone_not_answered: "Not taken at your phone",
  lead_not_reached: "Not reached",
};

/** Calls somebody: rings the user's own phone first, then the other one, and says what becomes of it. */
export function CallButton({ to, from, connect, leadId, label = "Call" }: CallButtonProps) {
  const { patchbay } = useConnected();
  const [call, setCall] = useState<Call>();
  const [reason, setReason] = useState<string>();
  const [asking, setAsking] = useState(false);
  const key = useRef<string>(undefined);
  // What becomes of a call may be told before the answer says which call it is.
  const asked = useRef<{ id?: string; heard: Map<string, Call> }>(undefined);
  useHeard((event) => {
    const { id, heard } = asked.current ?? {};
    if (event === "missed") return void (id && readAgain(id));
    if (!event.type.startsWith("call.")) return;
    const told = event.data as unknown as Call;
    if (!id) heard?.set(told.call_id, told);
    if (told.call_id === id) setCall(told);
  });
  const readAgain = async (id: string) => {
    const answer = await patchbay.GET("/api/calls/{id}", { params: { path: { id } } }).catch(() => undefined);
    if (answer?.data && asked.current?.id === id) setCall(answer.data as Call);
  };
  const ask = async () => {
    setAsking(true);
    setReason(undefined);
    asked.current = { heard: new Map() };
    key.current ??= idempotencyKey();
    const body = { to, ...(from && { from }), ...(connect && { connect }), ...(leadId && { lead_id: leadId }) };
    const answer = await patchbay.POST("/api/twilio/calls/make", { params: { header: { "Idempotency-Key": key.current } }, body }).catch(() => undefined);
    setAsking(false);
    if (!answer) return setReason("There was no answer. Try again: nobody is called twice.");
    key.current = undefined;
    if (!answer.data) return setReason(reasonOf(answer.error));
    const made = answer.data as Call;
    setCall(asked.current.heard.get(made.call_id) ?? made);
    asked.current.id = made.call_id;
  };
  const under = asking || (call !== undefined && !isOver(call));
  const said = reason ?? (call && saidOf(call));
  return (
    <span className="patchbay patchbay-call">
      <button type="button" disabled={under} onClick={() => void ask()}>
        {under ? "Calling…" : label}
      </button>
      <span role="status" className={reason ? "patchbay-alert" : "patchbay-hint"}>
        {said}
      </span>
    </span>
  );
}

/** Two who talk are told before they are done. */
function isOver({ outcome, ended_at, talk_seconds }: Call): boolean {
  return outcome === "answered" ? ended_at !== null || talk_seconds !== null : outcome !== null;
}

function saidOf(call: Call): string {
  if (!call.outcome) return `Calling: ${call.status}`;
  return isOver(call) ? (WORDS[call.outcome] ?? call.outcome) : "Connected";
}

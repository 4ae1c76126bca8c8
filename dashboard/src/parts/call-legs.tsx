import type { Call } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { duration } from "@/format/time";
import { Time } from "@/ui/time";

type Leg = Call["legs"][number];

const WORDS: Record<string, string> = {
  queued: "waiting",
  initiated: "dialled",
  ringing: "rings",
  "in-progress": "on the phone",
  completed: "answered",
  busy: "was busy",
  "no-answer": "did not answer",
  canceled: "stopped ringing",
  failed: "could not be reached",
};

/** The phones that a call has rung, in their order, and how each of them ended. */
export function CallLegs({ call }: { call: Pick<Call, "legs" | "own_leg"> }) {
  const phone = usePhoneText();
  const own = call.own_leg;
  if (!own && call.legs.length === 0) return null;
  return (
    <ol className="flex flex-col gap-2">
      {own && (
        <Row name={`Your phone ${phone(own.to_number)}`} text={statusText(own.status)} seconds={own.duration} at={null} />
      )}
      {call.legs.map((leg) => (
        <Row
          key={leg.call_sid}
          name={leg.to_number ? phone(leg.to_number) : "A phone"}
          text={legText(leg)}
          seconds={leg.duration}
          at={leg.status_times["ringing"] ?? leg.status_times["initiated"] ?? null}
          why={leg.error_message}
          advice={leg.error_advice}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  name: string;
  text: string;
  seconds: number | null;
  at: string | null;
  why?: string | null;
  advice?: string | null;
}

function Row({ name, text, seconds, at, why, advice }: RowProps) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-2 text-sm">
      <span className="font-medium">{name}</span>
      <span className="text-muted">
        {text}
        {seconds ? `, ${duration(seconds)}` : ""}
      </span>
      {at && <Time at={at} className="ms-auto text-xs text-muted" />}
      {why && (
        <p className="basis-full text-danger">
          {why} {advice}
        </p>
      )}
    </li>
  );
}

function legText(leg: Leg): string {
  if (leg.taken === false) return "picked up and declined";
  if (leg.taken === true || leg.bridged) return "took the call";
  if (leg.status === "completed" && leg.bridged === false) return "picked up and took nothing";
  return statusText(leg.status);
}

const statusText = (status: string | null) => (status ? (WORDS[status] ?? status) : "not known");

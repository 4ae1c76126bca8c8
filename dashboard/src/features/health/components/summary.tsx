import { CircleCheck, HeartPulse } from "lucide-react";

import { Spinner } from "@/ui/spinner";

import type { CheckProps } from "./check";

/** All in a sentence. */
export function Summary({ checks }: { checks: CheckProps[] }) {
  const isReading = checks.some(({ query }) => query?.isPending);
  const isUnknown = checks.some(({ query }) => query?.error);
  const count = checks.reduce((sum, { troubles }) => sum + troubles.length, 0);
  const isWell = !isReading && !isUnknown && count === 0;
  return (
    <div role="status" className={`flex items-center gap-4 rounded-2xl p-5 ${isWell ? "bg-good-soft" : "bg-sunken"}`}>
      {isWell ? <CircleCheck aria-hidden className="size-8 shrink-0 text-good" /> : <HeartPulse aria-hidden className="size-8 shrink-0 text-muted" />}
      <p className="font-semibold">{isReading ? <Spinner label="Checking" /> : sentence(count, isUnknown)}</p>
    </div>
  );
}

function sentence(count: number, isUnknown: boolean): string {
  if (count === 1) return "One thing needs you.";
  if (count > 1) return `${count} things need you.`;
  return isUnknown ? "Not everything could be checked." : "All is well. There is nothing to do.";
}

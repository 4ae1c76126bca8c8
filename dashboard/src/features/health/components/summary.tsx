import { CircleCheck, HeartPulse } from "lucide-react";

import { Spinner } from "@/ui/spinner";

import type { CheckProps } from "./check";

/** All in a sentence. */
export function Summary({ checks }: { checks: CheckProps[] }) {
  const isReading = checks.some(({ query }) => query?.isPending);
  const isUnknown = checks.some(({ query }) => query?.error);
  const count = checks.reduce((sum, { troubles }) => sum + troubles.length, 0);
  const isWell = !isReading && !isUnknown && count === 0;
  const [back, ink] = isWell ? ["bg-good-soft", "text-good"] : !isReading && count > 0 ? ["bg-warn-soft", "text-warn"] : ["bg-sunken", "text-muted"];
  const Icon = isWell ? CircleCheck : HeartPulse;
  return (
    <div role="status" className={`flex items-center gap-4 rounded-2xl p-5 ${back}`}>
      <Icon aria-hidden className={`size-8 shrink-0 ${ink}`} />
      <p className="font-semibold">{isReading ? <Spinner label="Checking" /> : sentence(count, isUnknown)}</p>
    </div>
  );
}

function sentence(count: number, isUnknown: boolean): string {
  if (count === 1) return "One thing needs you.";
  if (count > 1) return `${count} things need you.`;
  return isUnknown ? "Not everything could be checked." : "All is well. There is nothing to do.";
}

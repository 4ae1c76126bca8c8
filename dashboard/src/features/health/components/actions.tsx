import { Link } from "@tanstack/react-router";

import { useMay } from "@/auth/context";
import { Button } from "@/ui/button";

import { useEnableWebhook } from "../api/enable-webhook";
import { useReactivate } from "../api/reactivate";
import { useRepairNumber } from "../api/repair-number";

export function Repair({ number }: { number: string }) {
  const { mutate, isPending } = useRepairNumber(number);
  if (!useMay("owner")) return null;
  return (
    <Button busy={isPending} onClick={() => mutate()}>
      Repair
    </Button>
  );
}

export function Reactivate() {
  const { mutate, isPending } = useReactivate();
  if (!useMay("owner")) return null;
  return (
    <Button busy={isPending} onClick={() => mutate()}>
      Reactivate
    </Button>
  );
}

export function SwitchOn({ webhook }: { webhook: string }) {
  const { mutate, isPending } = useEnableWebhook(webhook);
  if (!useMay("owner")) return null;
  return (
    <Button busy={isPending} onClick={() => mutate()}>
      Switch on again
    </Button>
  );
}

/** Leads to the page where it is changed. */
export function GoTo({ to, children }: { to: "/numbers" | "/settings"; children: string }) {
  return (
    <Link to={to} className="inline-flex min-h-10 items-center rounded-lg border border-line-strong/60 bg-surface px-4 font-medium hover:bg-sunken">
      {children}
    </Link>
  );
}

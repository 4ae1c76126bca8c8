import { Link } from "@tanstack/react-router";

import { useMay } from "@/auth/context";
import { useChangeAccount } from "@/parts/account";
import { useChangeNumber } from "@/parts/checked-numbers";
import { useChangeWebhook } from "@/parts/webhooks";
import { Button } from "@/ui/button";
import { useToasts } from "@/ui/toast";

export function Repair({ number }: { number: string }) {
  const { mutate, isPending } = useChangeNumber();
  const toasts = useToasts();
  if (!useMay("owner")) return null;
  return (
    <Button busy={isPending} onClick={() => mutate({ number }, { onError: toasts.fail })}>
      Repair
    </Button>
  );
}

export function Reactivate() {
  const { mutate, isPending } = useChangeAccount();
  if (!useMay("owner")) return null;
  return (
    <Button busy={isPending} onClick={() => mutate("reactivate")}>
      Reactivate
    </Button>
  );
}

export function SwitchOn({ webhook }: { webhook: string }) {
  const { mutate, isPending } = useChangeWebhook(webhook);
  const toasts = useToasts();
  if (!useMay("owner")) return null;
  return (
    <Button busy={isPending} onClick={() => mutate({ enabled: true }, { onError: toasts.fail })}>
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

import type { components } from "patchbay-client";
import { useState } from "react";

import { useMay } from "@/auth/context";
import { shortTime } from "@/format/time";
import { useChangeAccount } from "@/parts/account";
import { Badge, type Tone } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

type Account = components["schemas"]["TwilioAccount"];

const STATES: Partial<Record<Account["status"], [text: string, tone: Tone]>> = {
  active: ["Active", "good"],
  suspended: ["Suspended", "warn"],
  closed: ["Closed", "danger"],
};

/** Whether the account works, and its switch. */
export function AccountState({ account }: { account: Account }) {
  const may = useMay("owner");
  const change = useChangeAccount();
  const [asking, setAsking] = useState(false);
  const state = STATES[account.status];
  if (!state) return null;
  const turn = (action: "suspend" | "reactivate") => change.mutate(action, { onSettled: () => setAsking(false) });
  return (
    <section aria-label="Twilio account" className="flex flex-wrap items-center gap-3 rounded-xl border border-line p-4">
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="flex items-center gap-2 font-semibold">
          Twilio account <Badge tone={state[1]}>{state[0]}</Badge>
        </h2>
        <p className="text-sm break-all text-muted">{account.account_sid}</p>
        <p className="mt-1 text-sm">{sentence(account)}</p>
      </div>
      {may && account.status === "active" && <Button onClick={() => setAsking(true)}>Suspend</Button>}
      {may && account.status === "suspended" && account.suspended_by !== "operator" && (
        <Button look="primary" busy={change.isPending} onClick={() => turn("reactivate")}>
          Reactivate
        </Button>
      )}
      <Dialog
        title="Suspend the account"
        open={asking}
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep it active</Button>
            <Button look="danger" busy={change.isPending} onClick={() => turn("suspend")}>
              Suspend
            </Button>
          </>
        }
      >
        <p>Nobody can text or call any of your numbers, and nothing can be sent, until you reactivate it. You keep the numbers, and Twilio charges for them.</p>
      </Dialog>
    </section>
  );
}

function sentence({ status, suspended_by, suspended_at }: Account): string {
  if (status === "active") return "Texts and calls go through it.";
  if (status === "closed") return "It was closed for good. Its numbers were released.";
  const since = suspended_at ? `since ${shortTime(suspended_at)} ` : "";
  if (suspended_by === "operator") return `Suspended ${since}by the operator of this service. Only the operator can lift that.`;
  return `Suspended ${since}by your team. Nothing can be sent or received until it is reactivated.`;
}

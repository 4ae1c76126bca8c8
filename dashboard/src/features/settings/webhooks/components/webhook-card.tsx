import { ChevronDown } from "lucide-react";
import { useState } from "react";

import type { Webhook } from "@/api/types";
import { Badge } from "@/ui/badge";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Time } from "@/ui/time";

import { WHY_OFF } from "../kinds";
import { Deliveries } from "./deliveries";
import { WebhookActions } from "./webhook-actions";

interface Props {
  webhook: Webhook;
  may: boolean;
  onSecret: (secret: string) => void;
}

/** A webhook: what it hears, whether it works, what it was told. */
export function WebhookCard({ webhook, may, onSecret }: Props) {
  const [shown, setShown] = useState(false);
  const { url, description, kinds, enabled, disabled_reason, failing_since, previous_secret_until } = webhook;
  return (
    <article aria-label={url} className="flex flex-col gap-3 rounded-xl border border-line p-4">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 flex-1 basis-60">
          <h3 className="font-medium break-all">{url}</h3>
          {description && <p className="text-sm text-muted">{description}</p>}
          <p className="text-sm text-muted">{kinds.length === 0 ? "Hears of all events" : `Hears of ${kinds.join(", ")}`}</p>
        </div>
        <State webhook={webhook} />
      </div>
      {!enabled && disabled_reason && <Banner tone="warn">{WHY_OFF[disabled_reason]}</Banner>}
      {enabled && failing_since && (
        <Banner tone="warn">
          It has taken nothing since <Time at={failing_since} />. Look at the deliveries for what your server answers.
        </Banner>
      )}
      {previous_secret_until && (
        <p className="text-sm text-muted">
          The secret before also signs until <Time at={previous_secret_until} />.
        </p>
      )}
      {may && <WebhookActions webhook={webhook} onSecret={onSecret} onTold={() => setShown(true)} />}
      <Button look="quiet" size="small" className="self-start" aria-expanded={shown} icon={<ChevronDown aria-hidden className={shown ? "rotate-180" : ""} />} onClick={() => setShown(!shown)}>
        Deliveries
      </Button>
      {shown && <Deliveries webhook={webhook} may={may} />}
    </article>
  );
}

function State({ webhook: { enabled, failing_since } }: { webhook: Webhook }) {
  if (!enabled) return <Badge tone="warn">Off</Badge>;
  return failing_since ? <Badge tone="danger">Failing</Badge> : <Badge tone="good">On</Badge>;
}

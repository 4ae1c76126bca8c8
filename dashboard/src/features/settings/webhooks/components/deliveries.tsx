import { RotateCw } from "lucide-react";
import { useState } from "react";

import type { Webhook } from "@/api/types";
import { Button } from "@/ui/button";
import { Field, Select } from "@/ui/field";

import { Loaded } from "../../components/part";
import { type Status, useDeliveries, useReadAgain } from "../api/deliveries";
import { DeliveryRow } from "./delivery-row";

const NAMES: Record<Status, string> = { pending: "Waiting", delivered: "Delivered", failed: "Failed" };

/** What a webhook was told, the latest first. */
export function Deliveries({ webhook, may }: { webhook: Webhook; may: boolean }) {
  const [status, setStatus] = useState<Status>();
  const { items, query } = useDeliveries(webhook.endpoint_id, status);
  const readAgain = useReadAgain(webhook.endpoint_id);
  return (
    <section aria-label="Deliveries" className="flex flex-col gap-3">
      <div className="flex items-end gap-2">
        <Field label="Show">
          <Select value={status ?? ""} onChange={(event) => setStatus((event.target.value || undefined) as Status | undefined)}>
            <option value="">All</option>
            {Object.entries(NAMES).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Button icon={<RotateCw aria-hidden />} busy={query.isFetching && !query.isFetchingNextPage} onClick={readAgain}>
          Read again
        </Button>
      </div>
      <Loaded query={query}>
        {() =>
          items.length === 0 ? (
            <p className="text-sm text-muted">{status ? "None of these." : "It was told nothing in the last 30 days. Send a test."}</p>
          ) : (
            <ul aria-label="Told" className="divide-y divide-line rounded-lg border border-line">
              {items.map((delivery) => (
                <DeliveryRow key={delivery.event_id} delivery={delivery} endpoint={webhook.endpoint_id} canResend={may && webhook.enabled} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <Button className="self-start" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older ones
        </Button>
      )}
    </section>
  );
}

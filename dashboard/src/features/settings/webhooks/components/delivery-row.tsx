import type { Delivery } from "@/api/types";
import { Badge, type Tone } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Time } from "@/ui/time";
import { useToasts } from "@/ui/toast";

import { useResend } from "../api/deliveries";

const LOOKS: Record<Delivery["status"], { tone: Tone; name: string }> = {
  pending: { tone: "warn", name: "Waiting" },
  delivered: { tone: "good", name: "Delivered" },
  failed: { tone: "danger", name: "Failed" },
};

/** An event that a webhook was told, and what its server answered. */
export function DeliveryRow({ delivery, endpoint, canResend }: { delivery: Delivery; endpoint: string; canResend: boolean }) {
  const { event_id, type, status, tries, created_at, next_try_at, response_status, response_body, error } = delivery;
  const resend = useResend(endpoint);
  const toasts = useToasts();
  const { tone, name } = LOOKS[status];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
      <Badge tone={tone}>{name}</Badge>
      <span className="font-medium">{type}</span>
      <Time at={created_at} className="text-muted" />
      <span className="text-muted">{answer(response_status, error)}</span>
      {tries > 1 && <span className="text-muted">{tries} tries</span>}
      {status === "pending" && next_try_at && (
        <span className="text-muted">
          next one <Time at={next_try_at} />
        </span>
      )}
      {canResend && (
        <Button size="small" look="quiet" className="ms-auto" busy={resend.isPending} aria-label={`Send ${type} again`} onClick={() => resend.mutate(event_id, { onError: toasts.fail })}>
          Send again
        </Button>
      )}
      {response_body && <code className="basis-full rounded bg-sunken px-2 py-1 text-xs break-all whitespace-pre-wrap">{response_body}</code>}
    </li>
  );
}

function answer(status: number | null, error: string | null): string {
  if (status !== null) return `answered ${status}`;
  return error ?? "not asked yet";
}

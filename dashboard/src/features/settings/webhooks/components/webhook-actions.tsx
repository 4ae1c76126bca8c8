import { useState } from "react";

import type { Webhook } from "@/api/types";
import { useChangeWebhook } from "@/parts/webhooks";
import { Button } from "@/ui/button";
import { useToasts } from "@/ui/toast";

import { ConfirmDialog } from "../../components/confirm-dialog";
import { useTestWebhook } from "../api/deliveries";
import { useDeleteWebhook, useRotateSecret } from "../api/webhooks";
import { ReplayDialog } from "./replay-dialog";
import { WebhookDialog } from "./webhook-dialog";

interface Props {
  webhook: Webhook;
  onSecret: (secret: string) => void;
  /** Something is on its way to it. */
  onTold: () => void;
}

type Open = "edit" | "replay" | "rotate" | "delete";

/** What an owner can do with a webhook. */
export function WebhookActions({ webhook, onSecret, onTold }: Props) {
  const { endpoint_id: id, enabled, url } = webhook;
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const toasts = useToasts();
  const testing = useTestWebhook(id);
  const changing = useChangeWebhook(id);
  const rotating = useRotateSecret(id);
  const deleting = useDeleteWebhook(id);
  const test = () => testing.mutate(undefined, { onSuccess: onTold, onError: toasts.fail });
  const rotate = () =>
    rotating.mutate(undefined, {
      onSuccess: ({ secret }) => {
        close();
        onSecret(secret);
      },
    });
  const buttons: [string, () => void][] = [
    ["Edit", () => setOpen("edit")],
    ["Replay", () => setOpen("replay")],
    ["New secret", () => setOpen("rotate")],
    [enabled ? "Switch off" : "Switch on", () => changing.mutate({ enabled: !enabled }, { onError: toasts.fail })],
    ["Delete", () => setOpen("delete")],
  ];
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="small" disabled={!enabled} busy={testing.isPending} onClick={test}>
        Send a test
      </Button>
      {buttons.map(([name, run]) => (
        <Button key={name} size="small" onClick={run}>
          {name}
        </Button>
      ))}
      <WebhookDialog webhook={webhook} open={open === "edit"} onClose={close} />
      <ReplayDialog id={id} open={open === "replay"} onClose={close} onTold={onTold} />
      <ConfirmDialog title="Give it a new secret?" does="Make a new secret" open={open === "rotate"} busy={rotating.isPending} error={rotating.error} onClose={close} onConfirm={rotate}>
        <p>For 24 hours requests are signed with both. Put the new one on your server before then.</p>
      </ConfirmDialog>
      <ConfirmDialog title="Delete this webhook?" does="Delete the webhook" open={open === "delete"} busy={deleting.isPending} error={deleting.error} onClose={close} onConfirm={() => deleting.mutate(undefined, { onSuccess: close })}>
        <p className="break-all">{url} is told nothing any more. What waits for it is not delivered.</p>
      </ConfirmDialog>
    </div>
  );
}

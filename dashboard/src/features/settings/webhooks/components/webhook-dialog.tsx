import { type FormEvent, useState } from "react";

import { Failure } from "@/api/failure";
import type { Webhook } from "@/api/types";
import { useChangeWebhook } from "@/parts/webhooks";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";

import { useCreateWebhook } from "../api/webhooks";
import type { Kind } from "../kinds";
import { KindsField } from "./kinds-field";

interface Props {
  /** The one to be changed; without it a new one. */
  webhook?: Webhook;
  open: boolean;
  onClose: () => void;
  onSecret?: (secret: string) => void;
}

/** A webhook to be added or changed. */
export function WebhookDialog({ open, ...rest }: Props) {
  return (
    <Dialog title={rest.webhook ? "Edit the webhook" : "Add a webhook"} open={open} onClose={rest.onClose}>
      {open && <Form {...rest} />}
    </Dialog>
  );
}

function Form({ webhook, onClose, onSecret }: Omit<Props, "open">) {
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [description, setDescription] = useState(webhook?.description ?? "");
  const [kinds, setKinds] = useState<Kind[]>(webhook?.kinds ?? []);
  const creating = useCreateWebhook();
  const changing = useChangeWebhook(webhook?.endpoint_id ?? "");
  const error = creating.error ?? changing.error;
  const field = error instanceof Failure ? error.field : undefined;
  const save = (event: FormEvent) => {
    event.preventDefault();
    const wish = { url: url.trim(), kinds, description: description.trim() || null };
    if (webhook) return changing.mutate(wish, { onSuccess: onClose });
    creating.mutate(wish, {
      onSuccess: ({ secret }) => {
        onClose();
        onSecret?.(secret);
      },
    });
  };
  return (
    <form noValidate onSubmit={save} className="flex flex-col gap-4">
      {error && field !== "url" && field !== "description" && <Banner tone="danger">{error.message}</Banner>}
      <Field label="URL" hint="An https URL of your server." error={field === "url" ? error?.message : undefined}>
        <Input type="url" value={url} maxLength={2048} placeholder="https://www.example.com/hooks/patchbay" onChange={(event) => setUrl(event.target.value)} />
      </Field>
      <Field label="What it is for" hint="For your team; may be empty." error={field === "description" ? error?.message : undefined}>
        <Input value={description} maxLength={256} onChange={(event) => setDescription(event.target.value)} />
      </Field>
      <KindsField kinds={kinds} onChange={setKinds} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={creating.isPending || changing.isPending} disabled={!url.trim()}>
          {webhook ? "Save" : "Add"}
        </Button>
      </div>
    </form>
  );
}

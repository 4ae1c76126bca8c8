import { Plus, Webhook as Icon } from "lucide-react";
import { useState } from "react";

import { useMay } from "@/auth/context";
import { useWebhooks } from "@/parts/webhooks";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";

import { Loaded, Part } from "../components/part";
import { SecretDialog } from "./components/secret-dialog";
import { WebhookCard } from "./components/webhook-card";
import { WebhookDialog } from "./components/webhook-dialog";

const MOST = 10;

/** Where the tenant's own server is told of events. */
export function WebhooksPart() {
  const may = useMay("owner");
  const query = useWebhooks();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  const action = may && (query.data?.length ?? 0) < MOST && (
    <Button look="primary" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
      Add a webhook
    </Button>
  );
  return (
    <Part title="Webhooks" about="Your own server is told of what happens here, at once. Requests are signed as Standard Webhooks has it." action={action} readOnly={!may}>
      <Loaded query={query}>
        {(webhooks) =>
          webhooks.length === 0 ? (
            <Empty icon={<Icon aria-hidden />} title="No webhooks yet">
              Add the URL of your server that is to hear of messages and calls.
            </Empty>
          ) : (
            <ul aria-label="Webhooks" className="flex flex-col gap-4">
              {webhooks.map((webhook) => (
                <li key={webhook.endpoint_id}>
                  <WebhookCard webhook={webhook} may={may} onSecret={setSecret} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <WebhookDialog open={adding} onClose={() => setAdding(false)} onSecret={setSecret} />
      <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />
    </Part>
  );
}

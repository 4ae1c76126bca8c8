import { Check, Copy } from "lucide-react";
import { useState } from "react";

import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { useToasts } from "@/ui/toast";

/** Shows a secret, this once. */
export function SecretDialog({ secret, onClose }: { secret: string | undefined; onClose: () => void }) {
  return (
    <Dialog
      title="The webhook's secret"
      open={secret !== undefined}
      firm
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      {secret && <Secret secret={secret} />}
    </Dialog>
  );
}

function Secret({ secret }: { secret: string }) {
  const [copied, setCopied] = useState(false);
  const toasts = useToasts();
  const copy = () => navigator.clipboard.writeText(secret).then(() => setCopied(true), toasts.fail);
  return (
    <div className="flex flex-col gap-3">
      <p>Keep it where your server finds it. It is shown this once. With it your server checks that a request is ours.</p>
      <code className="rounded-lg bg-sunken px-3 py-2 text-sm break-all select-all">{secret}</code>
      <div>
        <Button icon={copied ? <Check aria-hidden /> : <Copy aria-hidden />} onClick={() => void copy()}>
          {copied ? "Copied" : "Copy"}
        </Button>
      </div>
    </div>
  );
}

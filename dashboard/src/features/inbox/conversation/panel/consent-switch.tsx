import { useState } from "react";

import type { Thread } from "@/api/types";
import { useMay } from "@/auth/context";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Time } from "@/ui/time";

import { useSetConsent } from "../api/set-consent";
import { Section } from "./section";

/** Whether somebody wants messages from this number, and a way to note what they have said. */
export function ConsentSwitch({ thread }: { thread: Thread }) {
  const [isAsked, setAsked] = useState(false);
  const may = useMay("agent");
  const since = thread.opted_out_at;
  return (
    <Section title="Messages">
      <p className="text-sm">
        {since ? (
          <>
            Wants no messages since <Time at={since} />.
          </>
        ) : (
          "May be written to."
        )}
      </p>
      {may && (
        <div>
          <Button size="small" onClick={() => setAsked(true)}>
            {since ? "They want messages again" : "They want no messages"}
          </Button>
        </div>
      )}
      {isAsked && <Ask thread={thread} onClose={() => setAsked(false)} />}
    </Section>
  );
}

function Ask({ thread, onClose }: { thread: Thread; onClose: () => void }) {
  const { mutate, isPending, error } = useSetConsent(thread);
  const isOut = thread.opted_out_at === null;
  return (
    <Dialog
      title={isOut ? "No more messages?" : "Messages again?"}
      open
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look={isOut ? "danger" : "primary"} busy={isPending} onClick={() => mutate(isOut, { onSuccess: onClose })}>
            {isOut ? "No more messages" : "Messages again"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>
          {isOut
            ? "Note this when they have told you so. Nobody can write to them from this number any more."
            : "Note this only when they have told you so themselves."}
        </p>
        {!isOut && <p className="text-sm text-muted">If they texted STOP, Twilio refuses messages to them until they text START, whatever is noted here.</p>}
        {error && <Banner tone="danger">{error.message}</Banner>}
      </div>
    </Dialog>
  );
}

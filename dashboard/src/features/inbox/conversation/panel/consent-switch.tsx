import { useState } from "react";

import type { Thread } from "@/api/types";
import { useMay } from "@/auth/context";
import { ConsentDialog } from "@/parts/consent-dialog";
import { Button } from "@/ui/button";
import { Time } from "@/ui/time";

import { Section } from "./section";

/** Whether somebody wants messages from this number, and a way to note what they have said. */
export function ConsentSwitch({ thread }: { thread: Thread }) {
  const [isAsked, setAsked] = useState(false);
  const may = useMay("agent");
  const { channel, contact_number, own_number, opted_out_at: since } = thread;
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
      {isAsked && <ConsentDialog of={{ channel, contact_number, own_number }} isOut={since === null} onClose={() => setAsked(false)} />}
    </Section>
  );
}

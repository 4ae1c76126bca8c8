import type { Thread } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { useSetConsent } from "@/parts/consent";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { useToasts } from "@/ui/toast";

import { reasonOf } from "../reason";

/** Notes that somebody has said that texts are welcome again. */
export function ConsentDialog({ thread, open, onClose }: { thread: Thread; open: boolean; onClose: () => void }) {
  const { channel, contact_number, own_number } = thread;
  const consent = useSetConsent();
  const phone = usePhoneText();
  const toasts = useToasts();
  const note = () =>
    consent.mutate(
      { channel, contact_number, own_number, opted_out: false },
      {
        onSuccess: () => {
          toasts.say("Noted: they want texts again.");
          onClose();
        },
      },
    );
  return (
    <Dialog
      title="They want texts again?"
      open={open}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button look="primary" busy={consent.isPending} onClick={note}>
            Note their consent
          </Button>
        </>
      }
    >
      <p>Note it only if they have told you so. Your name is kept with it.</p>
      <p className="mt-2 text-muted">Who has texted STOP gets no texts until they text START to {phone(own_number)}, whatever is noted here.</p>
      {consent.error && (
        <div className="mt-3">
          <Banner tone="danger">{reasonOf(consent.error)}</Banner>
        </div>
      )}
    </Dialog>
  );
}

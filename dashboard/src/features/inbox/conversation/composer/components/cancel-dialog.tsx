import type { Message } from "@/api/types";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { useToasts } from "@/ui/toast";

import { useCancelScheduled } from "../api/cancel-scheduled";
import { reasonOf } from "../reason";

/** Asks before a message that waits is cancelled: that cannot be undone. */
export function CancelDialog({ message, open, onClose }: { message: Message; open: boolean; onClose: () => void }) {
  const cancel = useCancelScheduled(message);
  const toasts = useToasts();
  const confirmed = () =>
    cancel.mutate(undefined, {
      onSuccess: () => {
        onClose();
        toasts.say("The text will not be sent.");
      },
    });
  return (
    <Dialog
      title="Cancel this text?"
      open={open}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" busy={cancel.isPending} onClick={confirmed}>
            Cancel the text
          </Button>
        </>
      }
    >
      <p className="line-clamp-4 rounded-lg bg-sunken px-3 py-2">{message.body || "Files"}</p>
      <p className="mt-2 text-muted">It stays in the conversation as cancelled, and nobody gets it.</p>
      {cancel.error && (
        <div className="mt-3">
          <Banner tone="danger">{reasonOf(cancel.error)}</Banner>
        </div>
      )}
    </Dialog>
  );
}

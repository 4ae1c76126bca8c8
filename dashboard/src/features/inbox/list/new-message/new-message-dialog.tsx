import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

import { NewMessageForm } from "./new-message-form";

const FORM = "new-message";

/** Asks whom to write to, and leads to the conversation. */
export function NewMessageDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      title="New message"
      open={open}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={FORM}>
            Write
          </Button>
        </>
      }
    >
      <NewMessageForm id={FORM} onDone={onClose} />
    </Dialog>
  );
}

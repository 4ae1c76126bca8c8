import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

import { CreateForm } from "./create-form";

const FORM = "new-contact";

/** Asks for somebody's name and numbers. */
export function CreateDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      title="New contact"
      open={open}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={FORM}>
            Save
          </Button>
        </>
      }
    >
      <CreateForm id={FORM} onDone={onClose} />
    </Dialog>
  );
}

import { usePhoneText } from "@/format/phone";
import { Dialog } from "@/ui/dialog";

import { CallForm } from "./call-dialog-form";

interface Props {
  to: string;
  from: string | undefined;
  leadId: string | null;
  open: boolean;
  onClose: () => void;
}

/** Asks how somebody is to be called. */
export function CallDialog({ open, onClose, ...call }: Props) {
  const phone = usePhoneText();
  return (
    <Dialog title={`Call ${phone(call.to)}`} open={open} onClose={onClose}>
      <CallForm {...call} onDone={onClose} />
    </Dialog>
  );
}

import type { ReactNode } from "react";

import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

interface Props {
  title: string;
  /** What the button does. */
  does: string;
  open: boolean;
  busy: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ title, does, open, busy, error, onConfirm, onClose, children }: Props) {
  return (
    <Dialog
      title={title}
      open={open}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" busy={busy} onClick={onConfirm}>
            {does}
          </Button>
        </>
      }
    >
      {children}
      {error && (
        <div className="mt-3">
          <Banner tone="danger">{error.message}</Banner>
        </div>
      )}
    </Dialog>
  );
}

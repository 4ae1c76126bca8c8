import { useBlocker } from "@tanstack/react-router";

import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

/** Asks before what was not saved is left, also when the page itself is closed. */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const { status, proceed, reset } = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: () => unsaved, withResolver: true });
  return (
    <Dialog
      title="Leave without saving?"
      open={status === "blocked"}
      onClose={() => reset?.()}
      footer={
        <>
          <Button onClick={() => reset?.()}>Stay</Button>
          <Button look="danger" onClick={() => proceed?.()}>
            Leave
          </Button>
        </>
      }
    >
      <p>What you have changed here is not saved. Nobody hears or sees it yet.</p>
    </Dialog>
  );
}

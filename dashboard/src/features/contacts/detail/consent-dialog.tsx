import { usePhoneText } from "@/format/phone";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

import { useSetConsent } from "../api/set-consent";
import type { Wishes } from "./wishes";

/** Asks before it is noted what somebody has said. */
export function ConsentDialog({ wishes: { channel, address, out }, onClose }: { wishes: Wishes; onClose: () => void }) {
  const set = useSetConsent();
  const phone = usePhoneText();
  const isOut = out.length === 0;
  const said = { channel, contact_number: address, opted_out: isOut };
  return (
    <Dialog
      title={isOut ? "No more messages?" : "Messages again?"}
      open
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look={isOut ? "danger" : "primary"} busy={set.isPending} onClick={() => set.mutate(said, { onSuccess: onClose })}>
            {isOut ? "No more messages" : "Messages again"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>
          {isOut
            ? `Note this when they have told you so. None of your numbers can write to ${phone(address)} any more.`
            : `Note this only when they have told you so themselves. All of your numbers may write to ${phone(address)} again.`}
        </p>
        {!isOut && <p className="text-sm text-muted">If they texted STOP, Twilio refuses messages to them until they text START, whatever is noted here.</p>}
        {set.error && <Banner tone="danger">{set.error.message}</Banner>}
      </div>
    </Dialog>
  );
}

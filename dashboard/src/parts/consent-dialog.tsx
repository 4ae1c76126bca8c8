import { usePhoneText } from "@/format/phone";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

import { useSetConsent, type Whose } from "./consent";

interface Props {
  of: Whose;
  /** What they have said: that they want no messages, or that they want them again. */
  isOut: boolean;
  onClose: () => void;
}

/** Asks before it is noted what somebody has said. */
export function ConsentDialog({ of, isOut, onClose }: Props) {
  const set = useSetConsent();
  const sentence = useSentence(of, isOut);
  return (
    <Dialog
      title={isOut ? "No more messages?" : "Messages again?"}
      open
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look={isOut ? "danger" : "primary"} busy={set.isPending} onClick={() => set.mutate({ ...of, opted_out: isOut }, { onSuccess: onClose })}>
            {isOut ? "No more messages" : "Messages again"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{sentence}</p>
        {!isOut && <p className="text-sm text-muted">If they texted STOP, Twilio refuses messages to them until they text START, whatever is noted here.</p>}
        {set.error && <Banner tone="danger">{set.error.message}</Banner>}
      </div>
    </Dialog>
  );
}

function useSentence({ contact_number, own_number }: Whose, isOut: boolean): string {
  const contact = usePhoneText()(contact_number);
  const one = own_number !== undefined;
  if (isOut) return `Note this when they have told you so. ${one ? "Nobody can write to them from this number" : `None of your numbers can write to ${contact}`} any more.`;
  return `Note this only when they have told you so themselves.${one ? "" : ` All of your numbers may write to ${contact} again.`}`;
}

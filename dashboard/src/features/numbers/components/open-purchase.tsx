import { useState } from "react";

import { usePhoneText } from "@/format/phone";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { useToasts } from "@/ui/toast";

import { isRefused, useBuyNumber } from "../api/buy-number";
import { openPurchase } from "../purchase";

/** A purchase that this browser began and never saw the end of. */
export function OpenPurchase() {
  const phone = usePhoneText();
  const toasts = useToasts();
  const [purchase, setPurchase] = useState(openPurchase);
  const buy = useBuyNumber();
  if (!purchase) return null;
  const number = phone(purchase.phone_number);
  const end = () => setPurchase(undefined);
  const goOn = () =>
    buy.mutate(purchase, {
      onSuccess: () => {
        toasts.say(`${number} is yours`);
        end();
      },
      onError: (error) => {
        toasts.fail(error);
        if (isRefused(error)) end();
      },
    });
  return (
    <Banner tone="warn" action={<Button size="small" busy={buy.isPending} onClick={goOn}>Go on</Button>}>
      The purchase of {number} was begun, and it is not known how it ended. Go on, and it is not bought twice.
    </Banner>
  );
}

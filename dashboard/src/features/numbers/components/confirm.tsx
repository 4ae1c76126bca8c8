import { type FormEvent, useState } from "react";

import { usePhoneText } from "@/format/phone";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { Switch } from "@/ui/switch";
import { useToasts } from "@/ui/toast";

import { isRefused, useBuyNumber } from "../api/buy-number";
import type { Offer } from "../api/offers";
import { beginPurchase, type Purchase } from "../purchase";

interface Props {
  offer: Offer;
  onBack: () => void;
  onBought: () => void;
}

/** The last question before a number is bought. */
export function Confirm({ offer: { phone_number }, onBack, onBought }: Props) {
  const phone = usePhoneText();
  const toasts = useToasts();
  const [name, setName] = useState("");
  const [primary, setPrimary] = useState(false);
  const [purchase, setPurchase] = useState<Purchase>();
  const buy = useBuyNumber();
  const open = purchase && !isRefused(buy.error) ? purchase : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const named = name.trim() ? { friendly_name: name.trim() } : {};
    const wanted = open ?? beginPurchase({ phone_number, ...named, ...(primary && { primary }) });
    setPurchase(wanted);
    buy.mutate(wanted, {
      onSuccess: () => {
        toasts.say(`${phone(phone_number)} is yours`);
        onBought();
      },
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p>Twilio charges for a number every month until it is released; its price list says how much. Texts and calls to it arrive here as soon as it is bought.</p>
      <Field label="Name" hint="For your team, such as Sales. It can be left empty.">
        <Input maxLength={64} disabled={open !== undefined} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Switch
        label="Make it the primary number"
        hint="Messages and calls are from it unless somebody chooses another one."
        checked={primary}
        onChange={setPrimary}
        disabled={open !== undefined}
      />
      {buy.error && (
        <Banner tone={open ? "warn" : "danger"}>
          {buy.error.message} {open && "It may have been bought. Go on, and it is not bought twice."}
        </Banner>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onBack} disabled={buy.isPending}>
          Back
        </Button>
        <Button type="submit" look="primary" busy={buy.isPending}>
          {buy.isPending ? "Buying" : open ? "Go on" : "Buy"}
        </Button>
      </div>
    </form>
  );
}

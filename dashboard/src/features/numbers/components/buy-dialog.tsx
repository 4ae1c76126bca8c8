import { useState } from "react";

import { usePhoneText } from "@/format/phone";
import { Dialog } from "@/ui/dialog";

import type { Offer, Wish } from "../api/offers";
import { Confirm } from "./confirm";
import { Offers } from "./offers";
import { SearchForm } from "./search-form";

/** Looks for a number, and buys it. */
export function BuyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const phone = usePhoneText();
  const [wish, setWish] = useState<Wish>();
  const [offer, setOffer] = useState<Offer>();
  const close = () => {
    setWish(undefined);
    setOffer(undefined);
    onClose();
  };
  return (
    <Dialog title={offer ? `Buy ${phone(offer.phone_number)}` : "Buy a number"} open={open} onClose={close}>
      {offer ? (
        <Confirm offer={offer} onBack={() => setOffer(undefined)} onBought={close} />
      ) : (
        <div className="flex flex-col gap-5">
          <SearchForm onSearch={setWish} />
          {wish && <Offers wish={wish} onChoose={setOffer} />}
        </div>
      )}
    </Dialog>
  );
}

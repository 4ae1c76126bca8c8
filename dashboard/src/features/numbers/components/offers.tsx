import { usePhoneText } from "@/format/phone";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Spinner } from "@/ui/spinner";

import { type Offer, useOffers, type Wish } from "../api/offers";
import { Capabilities } from "./capabilities";

/** What is for sale. */
export function Offers({ wish, onChoose }: { wish: Wish; onChoose: (offer: Offer) => void }) {
  const phone = usePhoneText();
  const { data, error, isFetching, refetch } = useOffers(wish);
  if (error) return <Banner tone="danger" action={<Button size="small" onClick={() => void refetch()}>Try again</Button>}>{error.message}</Banner>;
  if (isFetching || !data) return <p className="text-muted"><Spinner label="Looking for numbers" /></p>;
  if (data.items.length === 0) {
    return <p role="status">No number like that is for sale. Leave out the area code or the digits, or take another kind.</p>;
  }
  return (
    <section aria-label="For sale">
      <h3 className="mb-1 text-sm font-semibold">For sale</h3>
      <ul className="flex flex-col divide-y divide-line">
        {data.items.map((offer) => (
          <li key={offer.phone_number} className="flex items-center gap-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{phone(offer.phone_number)}</p>
              <p className="truncate text-sm text-muted">{[offer.locality, offer.region, offer.country].filter(Boolean).join(", ")}</p>
              <Capabilities of={offer.capabilities} />
            </div>
            <Button size="small" aria-label={`Choose ${phone(offer.phone_number)}`} onClick={() => onChoose(offer)}>
              Choose
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

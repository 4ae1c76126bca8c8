import type { Phone } from "../phones/open-phones";
import { callsText } from "../phones/treatment";
import { useDeliveries, useEndFaults, useFaults, useOrders, useParties, useSetDelivery, useSetOrder, useSetParty } from "../sim/settings";

/** How many things go wrong now, and the end of it all. */
export function useTroubles(phones: Phone[]) {
  const faults = useFaults().data ?? [];
  const orders = useOrders().data;
  const deliveries = (useDeliveries().data ?? []).filter(({ outcome }) => outcome !== "delivered");
  const parties = (useParties().data ?? []).filter(({ behaviour }) => callsText(behaviour));
  const isShuffled = orders !== undefined && [orders, orders.messages].some(({ order }) => order !== "as_sent");
  const endFaults = useEndFaults();
  const setOrder = useSetOrder();
  const setDelivery = useSetDelivery();
  const setParty = useSetParty();
  const mend = () => {
    if (faults.length > 0) endFaults.mutate(undefined);
    if (isShuffled) setOrder.mutate("as_sent");
    for (const { number } of deliveries) setDelivery.mutate({ number, outcome: "delivered", error_code: null });
    for (const { address } of parties) {
      const isHeld = phones.some(({ number }) => number === address);
      setParty.mutate({ address, behaviour: isHeld ? { live: true } : {} });
    }
  };
  return { count: faults.length + deliveries.length + parties.length + (isShuffled ? 1 : 0), mend };
}

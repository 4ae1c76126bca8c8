import { idempotencyKey } from "patchbay-client";

/** A purchase that was begun, and may have to be asked for again. */
export interface Purchase {
  key: string;
  phone_number: string;
  friendly_name?: string;
  primary?: true;
}

const KEPT = "purchase";

export function beginPurchase(wish: Omit<Purchase, "key">): Purchase {
  const purchase = { key: idempotencyKey(), ...wish };
  localStorage.setItem(KEPT, JSON.stringify(purchase));
  return purchase;
}

/** It is known how it ended. */
export function endPurchase() {
  localStorage.removeItem(KEPT);
}

/** A purchase of which this browser does not know how it ended: the page was closed, or the network broke. */
export function openPurchase(): Purchase | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null") as Purchase | null;
    return kept?.key && kept.phone_number ? kept : undefined;
  } catch {
    return undefined;
  }
}

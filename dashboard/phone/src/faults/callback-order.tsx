import { Field, Select } from "@/ui/field";

import { useOrders, useSetOrder } from "../sim/settings";
import type { Order } from "../sim/types";

const ORDERS: Record<Order, string> = {
  as_sent: "In order",
  reversed: "The last one first",
  shuffled: "In any order",
  before_answer: "Before the answer to the request",
  dropped: "Never",
};

/** How the callbacks about texts and calls come. */
export function CallbackOrder() {
  const orders = useOrders().data;
  const { mutate } = useSetOrder();
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">Status callbacks</h3>
      <Field label="They come" hint="About texts and calls that begin from now on.">
        <Select value={orders?.messages.order ?? "as_sent"} onChange={(event) => mutate(event.target.value as Order)}>
          {Object.entries(ORDERS).map(([order, text]) => (
            <option key={order} value={order}>
              {text}
            </option>
          ))}
        </Select>
      </Field>
    </section>
  );
}

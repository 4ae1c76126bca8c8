import { usePhoneText } from "@/format/phone";
import { Field, Select } from "@/ui/field";

import { useBehaviour } from "../phones/hold";
import type { Phone } from "../phones/open-phones";
import { deliveryText, TAKES, type Taken, takenAs } from "../phones/treatment";
import { useDeliveries, useSetDelivery, useSetParty } from "../sim/settings";
import type { Outcome } from "../sim/types";
import { DELIVERY_ERRORS, errorText } from "../texts/error-text";

const OUTCOMES: Outcome[] = ["delivered", "undelivered", "failed", "landline", "silent"];

/** What becomes of texts and calls to a phone. */
export function PhoneTreatment({ phone: { number, name } }: { phone: Phone }) {
  const phoneText = usePhoneText();
  const { outcome, error_code } = useDeliveries().data?.find((one) => one.number === number) ?? { outcome: "delivered" as const, error_code: null };
  const behaviour = useBehaviour(number);
  const setDelivery = useSetDelivery();
  const setParty = useSetParty();
  const hasReason = outcome === "undelivered" || outcome === "failed";
  return (
    <fieldset className="grid gap-3 rounded-xl border border-line p-3 sm:grid-cols-2">
      <legend className="px-1 text-sm font-medium">{name ? `${name}, ${phoneText(number)}` : phoneText(number)}</legend>
      <Field label="Texts to it">
        <Select value={outcome} onChange={(event) => setDelivery.mutate({ number, outcome: event.target.value as Outcome, error_code: null })}>
          {OUTCOMES.map((one) => (
            <option key={one} value={one}>
              {deliveryText(one)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Calls to it">
        <Select value={takenAs(behaviour)} onChange={(event) => setParty.mutate({ address: number, behaviour: TAKES[event.target.value as Taken].behaviour })}>
          {Object.entries(TAKES).map(([value, { text }]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      </Field>
      {hasReason && (
        <div className="sm:col-span-2">
          <Field label="Because">
            <Select
              value={error_code ?? (outcome === "failed" ? 30008 : 30003)}
              onChange={(event) => setDelivery.mutate({ number, outcome, error_code: Number(event.target.value) })}
            >
              {DELIVERY_ERRORS.map((code) => (
                <option key={code} value={code}>
                  {errorText(code)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      )}
    </fieldset>
  );
}

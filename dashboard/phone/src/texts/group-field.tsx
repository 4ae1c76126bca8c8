import { useState } from "react";

import { readPhone, usePhoneText } from "@/format/phone";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";

import type { Phone } from "../phones/open-phones";

interface Props {
  phone: Phone;
  /** Phones that are open here, to choose from. */
  open: Phone[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

/** Who else is in the group that a text goes to. */
export function GroupField({ phone, open, chosen, onChange }: Props) {
  const phoneText = usePhoneText();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const offered = open.filter(({ number }) => number !== phone.number);
  const named = (number: string) => open.find((one) => one.number === number)?.name || phoneText(number);
  const toggle = (number: string) => onChange(chosen.includes(number) ? chosen.filter((one) => one !== number) : [...chosen, number]);
  const add = async () => {
    const number = await readPhone(typed);
    if (!number || number === phone.number) return setError("Write another phone's number.");
    setError(undefined);
    setTyped("");
    if (!chosen.includes(number)) onChange([...chosen, number]);
  };
  return (
    <fieldset className="flex flex-col gap-2 rounded-xl border border-line p-2">
      <legend className="px-1 text-xs font-medium text-muted">In the group</legend>
      <div className="flex flex-wrap gap-1">
        {[...new Set([...offered.map(({ number }) => number), ...chosen])].map((number) => (
          <button
            key={number}
            type="button"
            aria-pressed={chosen.includes(number)}
            onClick={() => toggle(number)}
            className="min-h-8 rounded-full border border-line px-3 text-sm text-muted aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
          >
            {named(number)}
          </button>
        ))}
      </div>
      <div className="flex items-end gap-2">
        <div className="flex-1">
          <Field label="Another number" error={error}>
            <Input
              type="tel"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                void add();
              }}
            />
          </Field>
        </div>
        <Button onClick={() => void add()} disabled={!typed}>
          Add
        </Button>
      </div>
    </fieldset>
  );
}

import { useEffect, useEffectEvent } from "react";

import { Field, Select } from "@/ui/field";

import { useOwnNumberName } from "./own-number-name";
import { useOwnNumbers } from "./own-numbers";

interface Props {
  value: string;
  onChange: (number: string) => void;
  error: string | undefined;
}

/** Which of the own numbers they see. */
export function FromField({ value, onChange, error }: Props) {
  const name = useOwnNumberName();
  const { data } = useOwnNumbers();
  const numbers = data?.filter(({ capabilities }) => capabilities.voice) ?? [];
  const known = numbers.some(({ phone_number }) => phone_number === value);
  const first = (numbers.find(({ primary }) => primary) ?? numbers[0])?.phone_number;
  const choose = useEffectEvent(onChange);
  useEffect(() => {
    if (first && !known) choose(first);
  }, [first, known]);
  return (
    <Field label="From" error={error} hint={data && numbers.length === 0 ? "None of your numbers can call. Buy one at Numbers." : undefined}>
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        {numbers.map((number) => (
          <option key={number.phone_number} value={number.phone_number}>
            {name(number)}
            {number.primary && ", primary"}
          </option>
        ))}
      </Select>
    </Field>
  );
}

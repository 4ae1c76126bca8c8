import { usePhoneText } from "@/format/phone";
import { Select } from "@/ui/field";

import type { OwnNumber } from "../sim/types";

interface Props {
  phone: string;
  numbers: OwnNumber[];
  own: string;
  onChoose: (own: string) => void;
}

/** Which of the application's numbers the phone writes to and calls. */
export function LinePicker({ phone, numbers, own, onChoose }: Props) {
  const phoneText = usePhoneText();
  const id = `line-${phone}`;
  return (
    <div className="flex items-center gap-2 border-b border-line px-4 pb-2">
      <label htmlFor={id} className="text-sm text-muted">
        To
      </label>
      <Select id={id} value={own} onChange={(event) => onChoose(event.target.value)} className="border-transparent bg-transparent px-1 font-medium">
        {numbers.map(({ phone_number, friendly_name }) => (
          <option key={phone_number} value={phone_number}>
            {named(phoneText(phone_number), friendly_name)}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** A name that is only the number once more says nothing. */
const named = (number: string, name: string) => (/[a-z]/i.test(name) ? `${name} · ${number}` : number);

import { type InputHTMLAttributes, useRef, useState } from "react";

import { readPhone, usePhoneText } from "@/format/phone";
import { Input } from "@/ui/field";

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange"> {
  value: string;
  /** The number in E.164; what is no number as it was typed. */
  onChange: (value: string) => void;
}

/** A number with its country needs no library to be read. */
const plain = (typed: string) => (typed.trim().startsWith("+") ? typed.replace(/[\s().-]/g, "") : typed.trim());

/** A telephone number, typed in any way. */
export function PhoneInput({ value, onChange, ...rest }: Props) {
  const phone = usePhoneText();
  const [typed, setTyped] = useState<string>();
  const latest = useRef<string>(undefined);
  const leave = () => {
    if (typed === undefined) return;
    void readPhone(typed).then((number) => {
      // Reading can take until its library is there, and somebody goes on typing.
      if (latest.current !== typed) return;
      onChange(number ?? plain(typed));
      setTyped(undefined);
    });
  };
  return (
    <Input
      type="tel"
      autoComplete="off"
      {...rest}
      value={typed ?? phone(value)}
      onChange={(event) => {
        latest.current = event.target.value;
        setTyped(event.target.value);
        onChange(plain(event.target.value));
      }}
      // Has the library come while a number is typed, or it would be saved as it was typed.
      onFocus={() => void readPhone("")}
      onBlur={leave}
    />
  );
}

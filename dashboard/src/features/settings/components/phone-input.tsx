import { type InputHTMLAttributes, useState } from "react";

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
  const leave = () => {
    if (typed === undefined) return;
    void readPhone(typed).then((number) => {
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
        setTyped(event.target.value);
        onChange(plain(event.target.value));
      }}
      onBlur={leave}
    />
  );
}

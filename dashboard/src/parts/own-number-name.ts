import type { OwnNumber } from "@/api/types";
import { usePhoneText } from "@/format/phone";

type Named = Pick<OwnNumber, "phone_number" | "friendly_name">;

/** What the team calls a number; nothing where its name is the number again, as Twilio makes one up. */
export function givenName({ friendly_name, phone_number }: Named): string | null {
  if (!friendly_name) return null;
  const isNumber = /^[\d\s()+.-]+$/.test(friendly_name) && phone_number.endsWith(friendly_name.replace(/\D/g, ""));
  return isNumber ? null : friendly_name;
}

/** An own number, with its name where that says more than the number. */
export function useOwnNumberName(): (number: Named) => string {
  const phone = usePhoneText();
  return (number) => {
    const [name, text] = [givenName(number), phone(number.phone_number)];
    return name ? `${name} (${text})` : text;
  };
}

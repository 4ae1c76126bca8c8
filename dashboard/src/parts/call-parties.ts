import type { Call } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { threadId } from "@/format/thread-id";

type Parties = Pick<Call, "direction" | "from_number" | "to_number">;

/** The number on the other side of a call or a message. */
export const otherNumber = (call: Parties) => (call.direction === "inbound" ? call.from_number : call.to_number);

/** The number of the tenant's. */
export const ownNumber = (call: Parties) => (call.direction === "inbound" ? call.to_number : call.from_number);

/** Whether a number can be called and written to: not one that was withheld. */
export const canAnswer = (number: string | null): number is string => /^\+[1-9]\d{6,14}$/.test(number ?? "");

/** The conversation in which somebody who has called can be written to. */
export const textThread = (own: string, other: string) => threadId("sms", own, other);

/** Names somebody: by name, else by number, else as withheld. */
export function useWho(): (name: string | null | undefined, number: string | null) => string {
  const phone = usePhoneText();
  return (name, number) => name ?? (canAnswer(number) ? phone(number) : "Withheld number");
}

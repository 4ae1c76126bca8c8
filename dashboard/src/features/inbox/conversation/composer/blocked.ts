import type { components } from "patchbay-client";

import type { OwnNumber, Thread } from "@/api/types";

import type { Sides } from "./wish";

type Account = components["schemas"]["TwilioAccount"];

/** Why nothing can be written, and to what it leads. */
export type Block =
  | { why: "group"; members: string[] }
  | { why: "not_answerable" | "no_number" | "no_texts" | "number_gone" }
  | { why: "opted_out"; since: string }
  | { why: "suspended"; by: "tenant" | "operator" | null; since: string | null }
  | { why: "closed" };

interface Facts {
  sides: Sides | undefined;
  thread: Thread | undefined;
  numbers: OwnNumber[] | undefined;
  account: Account | undefined;
}

/** What stands in the way of a text, the most lasting first. What is not read yet stands in nobody's way. */
export function blockOf({ sides, thread, numbers, account }: Facts): Block | undefined {
  if (thread && thread.members.length > 0) return { why: "group", members: thread.members };
  if (!sides || !isAnswerable(sides)) return { why: "not_answerable" };
  if (account?.status === "closed") return { why: "closed" };
  if (account?.status === "suspended") return { why: "suspended", by: account.suspended_by, since: account.suspended_at };
  const own = numbers?.find(({ phone_number }) => phone_number === sides.own);
  if (numbers?.length === 0) return { why: "no_number" };
  if (numbers && !own) return { why: "number_gone" };
  if (own && sides.channel === "sms" && !own.capabilities.sms) return { why: "no_texts" };
  if (thread?.opted_out_at) return { why: "opted_out", since: thread.opted_out_at };
  return undefined;
}

/** Short codes, names and withheld numbers get no texts; on WhatsApp people may have a user id in place of a number. */
function isAnswerable({ channel, contact }: Sides): boolean {
  if (channel !== "sms" && channel !== "whatsapp") return false;
  return /^\+[1-9]\d{6,14}$/.test(contact) || (channel === "whatsapp" && /^[A-Z]{2}\./.test(contact));
}

import type { Behaviour, Outcome } from "../sim/types";

const DELIVERIES: Record<Outcome, string> = {
  delivered: "Texts arrive",
  undelivered: "Texts do not arrive",
  failed: "Texts fail",
  landline: "Landline",
  silent: "No delivery reports",
};

/** What becomes of texts to a phone. */
export const deliveryText = (outcome: Outcome) => DELIVERIES[outcome];

/** Ways to take calls, by name. */
export const TAKES = {
  live: { text: "Ring here", behaviour: { live: true } },
  busy: { text: "Busy", behaviour: { busy: true } },
  no_answer: { text: "Nobody answers", behaviour: { no_answer: true } },
  mailbox: { text: "Its own mailbox answers", behaviour: { mailbox: { answer_after: 3 } } },
  failed: { text: "No such number", behaviour: { failed: 404 } },
} satisfies Record<string, { text: string; behaviour: Behaviour }>;

export type Taken = keyof typeof TAKES;

const NAMES = Object.keys(TAKES) as Taken[];

/** The way that a phone takes calls. */
export const takenAs = (behaviour: Behaviour | undefined): Taken => NAMES.find((name) => behaviour && name in behaviour) ?? "live";

/** How a phone takes calls, where it does not simply ring here. */
export function callsText(behaviour: Behaviour): string | undefined {
  const taken = takenAs(behaviour);
  return taken === "live" ? undefined : TAKES[taken].text;
}

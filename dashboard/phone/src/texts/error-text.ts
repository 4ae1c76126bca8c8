const TEXTS: Record<number, string> = {
  21610: "this phone texted STOP",
  30003: "the phone cannot be reached",
  30004: "the phone blocks it",
  30005: "the number does not exist",
  30006: "this is a landline",
  30007: "the carrier filters it",
  30008: "unknown error",
  30034: "the number is not registered",
  63016: "more than a day since the last message",
};

/** Why a message did not arrive, with Twilio's code. */
export function errorText(code: number | null): string {
  if (code === null) return "no reason given";
  return TEXTS[code] ? `${TEXTS[code]} (${code})` : `error ${code}`;
}

/** What may become of a text, to choose from. */
export const DELIVERY_ERRORS = [30003, 30004, 30005, 30007, 30008];

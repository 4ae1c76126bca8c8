/** Characters of GSM 03.38's basic table: one septet each. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡" +
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Characters of its extension table: an escape and a septet each. */
const EXTENSION = new Set("\f^{}\\[~]|€");

export type Encoding = "GSM-7" | "UCS-2";

/** Units that fit in a text alone, and in each of several. */
const ROOM: Record<Encoding, [alone: number, joined: number]> = { "GSM-7": [160, 153], "UCS-2": [70, 67] };

/** How a text travels, as the API and Twilio count it. */
export interface Segments {
  encoding: Encoding;
  /** Texts that are charged; none when it is empty. */
  count: number;
  /** Units of the encoding that it takes, and how many fit into one text. */
  used: number;
  room: number;
  /** Characters for which it is sent as UCS-2. */
  culprits: string[];
  /** How many texts it would take without them. */
  without: number;
}

const isGsm = (character: string) => BASIC.has(character) || EXTENSION.has(character);

function units(character: string, encoding: Encoding): number {
  if (encoding === "UCS-2") return character.length;
  return EXTENSION.has(character) ? 2 : 1;
}

/** A character of two units is never split between segments. */
function count(sizes: number[], encoding: Encoding): number {
  const [alone, joined] = ROOM[encoding];
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (all <= alone) return all > 0 ? 1 : 0;
  let [segments, left] = [1, joined];
  for (const size of sizes) {
    if (size > left) [segments, left] = [segments + 1, joined];
    left -= size;
  }
  return segments;
}

export function segmentsOf(text: string): Segments {
  const characters = [...text];
  const culprits = [...new Set(characters.filter((character) => !isGsm(character)))];
  const encoding = culprits.length > 0 ? "UCS-2" : "GSM-7";
  const sizes = characters.map((character) => units(character, encoding));
  return {
    encoding,
    count: count(sizes, encoding),
    used: sizes.reduce((sum, size) => sum + size, 0),
    room: ROOM[encoding][0],
    culprits,
    without: count(characters.map((character) => units(character, "GSM-7")), "GSM-7"),
  };
}

/** What a writer should know of it; nothing while it is well within one text. */
export function segmentsText({ encoding, count: texts, used, room, culprits, without }: Segments): string {
  if (texts < 2) return used > room * 0.8 ? `${used} of ${room}` : "";
  const said = `${texts} segments, sent as ${texts} texts`;
  if (encoding === "GSM-7" || without >= texts) return said;
  const because = culprits.slice(0, 3).map((culprit) => `‘${culprit}’`).join(", ");
  return `${said}: ${texts - without} more because of ${because}`;
}

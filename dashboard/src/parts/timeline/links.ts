/** A piece of a text: words, or an address that a click opens. */
export interface Piece {
  text: string;
  href?: string;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"']+|\bwww\.[^\s<>"']+\.[^\s<>"']+/gi;
/** Marks at the end of an address belong to the sentence around it. */
const END = /[.,;:!?…]+$/;

/** Finds addresses of the web in a text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    const href = hrefOf(address);
    if (!href) continue;
    if (index > from) pieces.push({ text: text.slice(from, index) });
    pieces.push({ text: address, href });
    from = index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

function trimmed(found: string): string {
  const address = found.replace(END, "");
  const open = address.split("(").length;
  return address.endsWith(")") && address.split(")").length > open ? trimmed(address.slice(0, -1)) : address;
}

function hrefOf(address: string): string | undefined {
  const url = URL.parse(address.startsWith("www.") || address.startsWith("WWW.") ? `https://${address}` : address);
  return url && (url.protocol === "https:" || url.protocol === "http:") && url.hostname ? url.href : undefined;
}

/** A piece of XML that has a colour of its own. */
export interface Token {
  kind: "mark" | "tag" | "attribute" | "value" | "text";
  text: string;
}

export interface Line {
  depth: number;
  tokens: Token[];
}

const PIECES = /<(?:[^>"']|"[^"]*"|'[^']*')*>|[^<]+|</g;
const IN_TAG = /(<[/?]?|[/?]?>)|([\w:.-]+)(?==)|("[^"]*"|'[^']*')|([\w:.-]+)|(=|\s+|.)/g;

/** XML with a line for each element, indented, in pieces to colour. */
export function xmlLines(xml: string): Line[] {
  const pieces = (xml.match(PIECES) ?? []).map((piece) => piece.trim()).filter(Boolean);
  const lines: Line[] = [];
  let depth = 0;
  for (let place = 0; place < pieces.length; place += 1) {
    const piece = pieces[place] ?? "";
    const [inner = "", end = ""] = pieces.slice(place + 1);
    if (piece.startsWith("</")) depth = Math.max(0, depth - 1);
    if (opens(piece) && end.startsWith("</") && !inner.startsWith("<")) {
      lines.push({ depth, tokens: [piece, inner, end].flatMap(tokens) });
      place += 2;
    } else {
      lines.push({ depth, tokens: tokens(piece) });
      if (opens(piece)) depth += 1;
    }
  }
  return lines;
}

const opens = (piece: string) => piece.length > 1 && piece.startsWith("<") && !/^<[/?!]|\/>$/.test(piece);

function tokens(piece: string): Token[] {
  if (!piece.startsWith("<")) return [{ kind: "text", text: piece }];
  return [...piece.matchAll(IN_TAG)].map(([text, mark, attribute, value, tag]) => {
    if (mark) return { kind: "mark", text };
    if (attribute) return { kind: "attribute", text };
    if (value) return { kind: "value", text };
    return { kind: tag ? "tag" : "mark", text };
  });
}

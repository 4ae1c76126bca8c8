import clsx from "clsx";

import { type Token, xmlLines } from "./xml";

const COLOURS: Record<Token["kind"], string> = {
  mark: "text-muted",
  tag: "text-accent-ink font-semibold",
  attribute: "text-warn",
  value: "text-good",
  text: "text-ink",
};

/** An answer as people read it: TwiML and JSON indented, TwiML in colours. */
export function Answer({ text }: { text: string }) {
  if (!text.trim()) return <p className="text-xs text-muted">Empty</p>;
  return (
    <pre tabIndex={0} aria-label="Answer" className="max-h-96 overflow-auto rounded-lg border border-line bg-surface p-3 font-mono text-xs leading-relaxed break-words whitespace-pre-wrap">
      {text.trimStart().startsWith("<") ? <Xml text={text} /> : json(text)}
    </pre>
  );
}

function Xml({ text }: { text: string }) {
  return xmlLines(text).map(({ depth, tokens }, line) => (
    <span key={line} className="block" style={{ paddingInlineStart: `${depth * 2}ch` }}>
      {tokens.map((token, place) => (
        <span key={place} className={clsx(COLOURS[token.kind])}>
          {token.text}
        </span>
      ))}
    </span>
  ));
}

function json(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

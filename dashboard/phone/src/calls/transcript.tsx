import clsx from "clsx";

import type { Heard } from "../sim/types";
import { useEnd } from "../texts/end";
import { heardText } from "./heard-text";
import type { Deed } from "./steps";

/** What was heard and done at the phone, in order. */
export function Transcript({ heard, deeds }: { heard: Heard[]; deeds: Deed[] }) {
  const end = useEnd(`${heard.length} ${deeds.length}`);
  const done = (after: number) => deeds.filter((deed) => deed.after === after).map((deed, place) => <Done key={`${after} ${place}`} deed={deed} />);
  return (
    <div {...end} role="log" aria-label="Heard in the call" tabIndex={0} className="min-h-0 flex-1 overflow-y-auto px-5 py-2">
      <div className="flex flex-col gap-2">
        {done(0)}
        {heard.flatMap((one, place) => [<HeardLine key={place} heard={one} />, ...done(place + 1)])}
      </div>
    </div>
  );
}

function HeardLine({ heard }: { heard: Heard }) {
  const { text, isSpeech } = heardText(heard);
  if (!isSpeech) return <p className="self-center text-xs text-muted">{text}</p>;
  return (
    <p dir="auto" className="max-w-[88%] self-start wrap-anywhere rounded-2xl rounded-es-md border border-line bg-bubble px-3.5 py-2">
      {text}
    </p>
  );
}

function Done({ deed: { text, taken } }: { deed: Deed }) {
  return (
    <div className="flex max-w-[88%] flex-col items-end self-end">
      <p dir="auto" className={clsx("max-w-full wrap-anywhere rounded-2xl rounded-ee-md px-3.5 py-2", taken ? "bg-own-bubble text-on-own-bubble" : "border border-dashed border-line-strong")}>
        {text}
      </p>
      {!taken && <p className="px-1 text-xs text-muted">Nobody listened</p>}
    </div>
  );
}

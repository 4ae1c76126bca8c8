import { PhoneCall } from "lucide-react";
import { useState } from "react";

import { useMay } from "@/auth/context";
import { useOwnNumbers } from "@/parts/own-numbers";
import { Button } from "@/ui/button";
import { Field, Select } from "@/ui/field";

import { type Heard, usePlaceCall } from "../api/place-call";
import { choicesOf, type Menu } from "../menu";

/** In the local run: a call by the simulator, and what was heard. */
export function Listen({ menu }: { menu: Menu | null }) {
  const { data: numbers = [] } = useOwnNumbers();
  const may = useMay("agent");
  const call = usePlaceCall();
  const [key, setKey] = useState("");
  const to = (numbers.find(({ primary }) => primary) ?? numbers[0])?.phone_number;
  if (!to || !may) return null;
  return (
    <div className="flex flex-col gap-3 border-b border-line pb-3">
      {menu && (
        <Field label="The caller presses">
          <Select value={key} onChange={(event) => setKey(event.target.value)}>
            <option value="">nothing</option>
            {choicesOf(menu).map(([each]) => (
              <option key={each}>{each}</option>
            ))}
          </Select>
        </Field>
      )}
      <Button icon={<PhoneCall aria-hidden />} busy={call.isPending} onClick={() => call.mutate({ to, key: menu && key ? key : undefined })}>
        Call and listen
      </Button>
      <div aria-live="polite">
        {call.error && <p className="text-sm text-danger">{call.error.message}</p>}
        {call.data && (
          <ol aria-label="Heard" className="flex flex-col gap-1.5">
            {call.data.heard.map((heard, index) => (
              <li key={index} className="rounded-lg bg-surface px-3 py-2 text-sm">
                {inWords(heard)}
              </li>
            ))}
          </ol>
        )}
      </div>
      <p className="text-xs text-muted">The simulator calls: the call is in your calls, too.</p>
    </div>
  );
}

const PLAIN: Record<string, string> = { beep: "A tone", ringing: "Ringing", music: "Music", busy: "The line is busy" };

function inWords(heard: Heard): string {
  if (typeof heard === "string") return PLAIN[heard] ?? heard;
  const [[what, value] = ["", ""]] = Object.entries(heard);
  if (what === "said" || what === "announced") return `“${value}”`;
  if (what === "played") return "Your recorded greeting";
  if (what === "silence") return `${value} seconds of nothing`;
  if (what === "talked") return `They talk for ${value} seconds`;
  return PLAIN[what] ?? `${what}: ${value}`;
}

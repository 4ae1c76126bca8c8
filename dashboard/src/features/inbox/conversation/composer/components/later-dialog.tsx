import { useState } from "react";

import { clockTime, dayName } from "@/format/time";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

import { fieldsOf, type Preset, presets, refusedTime, timeOf } from "../presets";
import { TimeFields } from "./time-fields";

interface Props {
  open: boolean;
  onClose: () => void;
  onSchedule: (at: Date) => void;
}

/** When a text is to leave: a click, or a day and a time. */
export function LaterDialog({ open, ...rest }: Props) {
  return (
    <Dialog title="Send later" open={open} onClose={rest.onClose}>
      {open && <Times {...rest} />}
    </Dialog>
  );
}

const shown = ({ at }: Preset) => `${dayName(at.toISOString())}, ${clockTime(at.toISOString())}`;

function Times({ onClose, onSchedule }: Omit<Props, "open">) {
  const [offered] = useState(() => presets(new Date()));
  const [value, setValue] = useState(() => fieldsOf(offered[1]?.at ?? new Date()));
  const [error, setError] = useState<string>();
  const schedule = (at: Date | undefined) => {
    const refused = refusedTime(at, new Date());
    setError(refused);
    if (refused || !at) return;
    onSchedule(at);
    onClose();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        schedule(timeOf(value));
      }}
      className="flex flex-col gap-4"
    >
      <ul className="flex flex-col gap-2">
        {offered.map((preset) => (
          <li key={preset.name}>
            <Button className="w-full" onClick={() => schedule(preset.at)}>
              <span className="flex-1 text-start">{preset.name}</span> <span className="font-normal text-muted">{shown(preset)}</span>
            </Button>
          </li>
        ))}
      </ul>
      <TimeFields value={value} onChange={setValue} error={error} />
      <div className="flex justify-end">
        <Button type="submit" look="primary">
          Schedule
        </Button>
      </div>
    </form>
  );
}

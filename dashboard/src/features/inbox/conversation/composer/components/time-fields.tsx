import { Field, Input } from "@/ui/field";

import { DAYS_AHEAD, fieldsOf } from "../presets";

export interface DayAndTime {
  day: string;
  time: string;
}

interface Props {
  value: DayAndTime;
  onChange: (value: DayAndTime) => void;
  error?: string | undefined;
}

/** The reader's zone by its name, such as "New York, Eastern Standard Time". */
function zoneName(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const parts = new Intl.DateTimeFormat(navigator.language, { timeZoneName: "long" }).formatToParts();
  const place = timeZone.split("/").at(-1)?.replaceAll("_", " ");
  return `${place}, ${parts.find(({ type }) => type === "timeZoneName")?.value}`;
}

/** A day and a time in the reader's zone, by the browser's own fields. */
export function TimeFields({ value, onChange, error }: Props) {
  const now = new Date();
  const last = new Date(now.getTime() + DAYS_AHEAD * 86_400_000);
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-2 gap-3">
        <Field label="Day">
          <Input type="date" required min={fieldsOf(now).day} max={fieldsOf(last).day} value={value.day} onChange={(event) => onChange({ ...value, day: event.target.value })} />
        </Field>
        <Field label="Time">
          <Input type="time" required value={value.time} onChange={(event) => onChange({ ...value, time: event.target.value })} />
        </Field>
      </div>
      <p role={error ? "alert" : undefined} className={error ? "text-sm text-danger" : "text-sm text-muted"}>
        {error ?? `In your time zone: ${zoneName()}.`}
      </p>
    </div>
  );
}

/** A time that is a click away. */
export interface Preset {
  name: string;
  at: Date;
}

/** Twilio's limit is the API's: 35 days. */
export const DAYS_AHEAD = 35;

function atNine(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9);
}

/** In the reader's zone. */
export function presets(now: Date): Preset[] {
  const tomorrow = atNine(now, 1);
  const monday = atNine(now, (8 - now.getDay()) % 7 || 7);
  const all = [
    { name: "In an hour", at: new Date(now.getTime() + 3_600_000) },
    { name: "Tomorrow at 9", at: tomorrow },
  ];
  return monday.getTime() === tomorrow.getTime() ? all : [...all, { name: "Monday at 9", at: monday }];
}

const two = (number: number) => String(number).padStart(2, "0");

/** As the browser's own fields for a day and a time have it. */
export function fieldsOf(at: Date): { day: string; time: string } {
  return {
    day: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}:${two(at.getMinutes())}`,
  };
}

export function timeOf({ day, time }: { day: string; time: string }): Date | undefined {
  const at = new Date(`${day}T${time}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** Why a text cannot be sent then. */
export function refusedTime(at: Date | undefined, now: Date): string | undefined {
  if (!at) return "Choose a day and a time.";
  if (at <= now) return "This time is past. Choose a later one.";
  if (at.getTime() > now.getTime() + DAYS_AHEAD * 86_400_000) return `Choose a time within the next ${DAYS_AHEAD} days.`;
  return undefined;
}

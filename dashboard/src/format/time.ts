const locale = () => navigator.language;
const made = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = made.get(key) ?? new Intl.DateTimeFormat(locale(), options);
  made.set(key, known);
  return known;
}

/** The first time that is written takes a slow phone long, whatever it is: best while an answer is on its way. */
export function warmUp() {
  clockTime(new Date().toISOString());
}

const isSameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

/** As lists show it: the time today, the weekday within a week, else the date. In the reader's zone. */
export function shortTime(iso: string, now = new Date()): string {
  const time = new Date(iso);
  if (isSameDay(time, now)) return clockTime(iso);
  const days = (now.getTime() - time.getTime()) / 86_400_000;
  if (days >= 0 && days < 6) return format({ weekday: "short" }).format(time);
  if (time.getFullYear() === now.getFullYear()) return format({ day: "numeric", month: "short" }).format(time);
  return format({ day: "numeric", month: "short", year: "numeric" }).format(time);
}

/** Hours and minutes. */
export function clockTime(iso: string): string {
  return format({ hour: "numeric", minute: "2-digit" }).format(new Date(iso));
}

/** The heading above a day's entries. */
export function dayName(iso: string, now = new Date()): string {
  const time = new Date(iso);
  const yesterday = new Date(now.getTime() - 86_400_000);
  if (isSameDay(time, now)) return "Today";
  if (isSameDay(time, yesterday)) return "Yesterday";
  if (isSameDay(time, new Date(now.getTime() + 86_400_000))) return "Tomorrow";
  const year = time.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return format({ weekday: "long", day: "numeric", month: "long", ...year }).format(time);
}

/** To the second and with the zone, for who wants to know exactly. */
export function exactTime(iso: string): string {
  return format({ dateStyle: "full", timeStyle: "long" }).format(new Date(iso));
}

/** Seconds as 1:05 or 1:02:05. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number: number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

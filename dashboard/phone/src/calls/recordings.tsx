import { duration } from "@/format/time";

import type { Call } from "../sim/types";

/** What was recorded in a call. The sound is silence: there is nobody who speaks. */
export function Recordings({ call }: { call: Call }) {
  const made = call.recordings.filter(({ status }) => status === "completed");
  if (made.length === 0) return null;
  return (
    <ul aria-label="Recordings" className="flex flex-wrap gap-1">
      {made.map(({ sid, path, duration: seconds }) => (
        <li key={sid}>
          <a href={path} target="_blank" rel="noreferrer" className="text-sm font-medium text-accent-ink underline underline-offset-2">
            Recording, {duration(seconds ?? 0)}
          </a>
        </li>
      ))}
    </ul>
  );
}

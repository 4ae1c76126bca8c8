import { type Kind, KINDS } from "../kinds";

/** Which events a webhook is told of; none chosen are all. */
export function KindsField({ kinds, onChange }: { kinds: Kind[]; onChange: (kinds: Kind[]) => void }) {
  const turn = (kind: Kind, on: boolean) => onChange(on ? [...kinds, kind] : kinds.filter((each) => each !== kind));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-sm font-medium">Events</legend>
      <p className="text-sm text-muted">{kinds.length === 0 ? "None is chosen: it hears of all." : `${kinds.length} chosen.`}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        {KINDS.map(({ about, kinds: its }) => (
          <div key={about} role="group" aria-label={about}>
            <p className="text-sm font-medium">{about}</p>
            {its.map((kind) => (
              <label key={kind} className="flex min-h-8 items-center gap-2 text-sm">
                <input type="checkbox" checked={kinds.includes(kind)} onChange={(event) => turn(kind, event.target.checked)} className="size-4 accent-accent" />
                {kind}
              </label>
            ))}
          </div>
        ))}
      </div>
    </fieldset>
  );
}

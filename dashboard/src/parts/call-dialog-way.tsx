import clsx from "clsx";
import { MessageSquareQuote, Smartphone } from "lucide-react";
import { useId } from "react";

/** Whether two people talk, or a text is spoken. */
export type Way = "connect" | "say";

const WAYS = [
  { way: "connect", name: "Talk, on my phone", Icon: Smartphone },
  { way: "say", name: "Speak a text", Icon: MessageSquareQuote },
] as const;

export function WayField({ value, onChange }: { value: Way; onChange: (way: Way) => void }) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">How</legend>
      <div className="grid grid-cols-2 gap-2">
        {WAYS.map(({ way, name: said, Icon }) => (
          <label
            key={way}
            className={clsx(
              "flex min-h-10 cursor-pointer items-center gap-2 rounded-lg border px-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
              value === way ? "border-accent bg-accent-soft text-accent-ink" : "border-line-strong/60",
            )}
          >
            <input type="radio" name={name} value={way} checked={value === way} onChange={() => onChange(way)} className="sr-only" />
            <Icon aria-hidden className="size-4 shrink-0" />
            {said}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

import clsx from "clsx";

interface Props {
  name: string;
  checked: boolean;
  /** Also where nothing points at the row. */
  shown: boolean;
  onChange: (range: boolean) => void;
}

/** Selects a conversation. It stands in the place of the picture; `x` does the same. */
export function RowCheck({ name, checked, shown, onChange }: Props) {
  return (
    <label
      className={clsx(
        "absolute start-4 top-3 flex size-10 cursor-pointer items-center justify-center group-hover:opacity-100 has-focus-visible:opacity-100",
        shown || checked ? "opacity-100" : "opacity-0 pointer-coarse:pointer-events-none",
      )}
    >
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={`Select ${name}`}
        checked={checked}
        onChange={(event) => onChange((event.nativeEvent as MouseEvent).shiftKey)}
        className="size-5 accent-accent"
      />
    </label>
  );
}

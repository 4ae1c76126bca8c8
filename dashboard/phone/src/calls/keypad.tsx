const KEYS = [
  ["1", ""],
  ["2", "ABC"],
  ["3", "DEF"],
  ["4", "GHI"],
  ["5", "JKL"],
  ["6", "MNO"],
  ["7", "PQRS"],
  ["8", "TUV"],
  ["9", "WXYZ"],
  ["*", ""],
  ["0", "+"],
  ["#", ""],
] as const;

export function Keypad({ onPress }: { onPress: (key: string) => void }) {
  return (
    <div role="group" aria-label="Keypad" className="mx-auto grid w-60 grid-cols-3 gap-2">
      {KEYS.map(([key, letters]) => (
        <button
          key={key}
          type="button"
          aria-label={key}
          onClick={() => onPress(key)}
          className="flex h-12 flex-col items-center justify-center rounded-2xl bg-surface text-lg leading-none font-medium transition hover:bg-sunken active:scale-95"
        >
          {key}
          {letters && <span className="mt-0.5 text-[0.625rem] leading-none tracking-widest text-muted">{letters}</span>}
        </button>
      ))}
    </div>
  );
}

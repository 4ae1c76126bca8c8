/** A tag in the tenant's colour; the text keeps its own, for contrast. */
export function TagChip({ name, color }: { name: string; color: string | undefined }) {
  return (
    <span className="inline-flex max-w-32 items-center gap-1 rounded-md bg-sunken px-1.5 py-0.5 text-xs text-ink">
      <span aria-hidden className="size-2 shrink-0 rounded-full bg-line-strong" style={color ? { backgroundColor: color } : undefined} />
      <span className="truncate">{name}</span>
    </span>
  );
}

/** How far the clocks of those who write a record may be apart, and how long their work may take. */
const APART = 30_000;

interface Changed {
  updated_at: string;
}

/**
 * Whether an event tells what was before what is known, as events do that are repeated after a break. One that is
 * only a little older is perhaps the last that comes: who wrote it began earlier, and was done later.
 */
export function isLate(told: Changed, known: Changed | undefined): boolean {
  return known !== undefined && Date.parse(known.updated_at) - Date.parse(told.updated_at) > APART;
}

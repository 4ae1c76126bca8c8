export interface Failed<T> {
  item: T;
  error: unknown;
}

export interface Outcome<T> {
  done: T[];
  failed: Failed<T>[];
}

/** Does something to each item, at most `limit` at a time, and says what became of each. */
export async function pooled<T>(items: T[], limit: number, work: (item: T) => Promise<void>, onStep: () => void): Promise<Outcome<T>> {
  const waiting = [...items];
  const outcome: Outcome<T> = { done: [], failed: [] };
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await work(item);
        outcome.done.push(item);
      } catch (error) {
        outcome.failed.push({ item, error });
      }
      onStep();
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return outcome;
}

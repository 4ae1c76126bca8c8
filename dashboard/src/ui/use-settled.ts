import { useEffect, useState } from "react";

/** A value once it has not changed for a moment, so that not every letter is a request. */
export function useSettled<T>(value: T, pause = 200): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const due = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(due);
  }, [value, pause]);
  return settled;
}

import { useEffect, useState } from "react";

import { duration } from "@/format/time";

/** How long something has lasted by now. */
export function Clock({ since }: { since: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span className="tabular-nums">{duration((now - new Date(since).getTime()) / 1000)}</span>;
}

import { useEffect, useState, useSyncExternalStore } from "react";

import { useConnection } from "@/live/context";
import { Spinner } from "@/ui/spinner";

const PATIENCE = 2000;

function useOnline(): boolean {
  const subscribe = (tell: () => void) => {
    addEventListener("online", tell);
    addEventListener("offline", tell);
    return () => {
      removeEventListener("online", tell);
      removeEventListener("offline", tell);
    };
  };
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

/** Says that what is shown may be old. A short break is not worth a word. */
export function ConnectionBar() {
  const online = useOnline();
  const connection = useConnection();
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (connection === "connected") return setLasting(false);
    const due = setTimeout(() => setLasting(true), PATIENCE);
    return () => clearTimeout(due);
  }, [connection]);
  const text = online ? lasting && "Reconnecting. What is new will be shown then." : "You are offline. What is new will be shown when you are back.";
  return (
    <div role="status" aria-live="polite">
      {text && (
        <p className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-1.5 text-sm text-warn">
          <Spinner />
          {text}
        </p>
      )}
    </div>
  );
}

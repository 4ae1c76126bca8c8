import { useConnection } from "@/live/context";

import type { CheckProps } from "./components/check";

const CUT = {
  tone: "warn" as const,
  title: "This page does not hear of changes at once",
  text: "What is new is shown later. Look at your connection; if it stays so, tell whoever runs this service.",
};

export function useLiveCheck(): CheckProps {
  const connection = useConnection();
  const troubles = connection === "disconnected" ? [{ id: "live", trouble: CUT }] : [];
  const good = connection === "connected" ? "This page hears of changes at once." : "Connecting.";
  return { name: "Live changes", good, troubles };
}

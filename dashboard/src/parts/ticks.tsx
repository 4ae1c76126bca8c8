import clsx from "clsx";
import { Check, CheckCheck, Clock } from "lucide-react";

import type { Message } from "@/api/types";

/** How far a message is; of one that has failed a reason is shown, and no tick. */
export type Progress = "waiting" | "scheduled" | "sent" | "delivered" | "read" | "failed" | "canceled";

export function progressOf({ status }: Pick<Message, "status">): Progress {
  switch (status) {
    case "scheduled":
    case "sent":
    case "delivered":
    case "read":
    case "canceled":
      return status;
    case "partially_delivered":
      return "delivered";
    case "failed":
    case "undelivered":
      return "failed";
    default:
      return "waiting";
  }
}

const WORDS: Record<Exclude<Progress, "failed" | "canceled">, string> = {
  waiting: "On its way",
  scheduled: "Waits for its time",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
};

/** A clock, one tick, two, two coloured ones. */
export function Ticks({ message, className }: { message: Pick<Message, "status">; className?: string }) {
  const progress = progressOf(message);
  if (progress === "failed" || progress === "canceled") return null;
  const Icon = progress === "sent" ? Check : progress === "delivered" || progress === "read" ? CheckCheck : Clock;
  return (
    <span className={clsx("inline-flex", progress === "read" ? "text-accent" : "text-muted", className)}>
      <Icon aria-hidden className={progress === "sent" || progress === "delivered" || progress === "read" ? "size-4" : "size-3.5"} />
      <span className="sr-only">{WORDS[progress]}</span>
    </span>
  );
}

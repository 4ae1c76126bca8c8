import { useState } from "react";

import type { Message } from "@/api/types";
import { useMay } from "@/auth/context";
import { isPending } from "@/parts/timeline/pages";
import { Button } from "@/ui/button";

import { CancelDialog } from "./components/cancel-dialog";
import { ChangeDialog } from "./components/change-dialog";

/** What can be done about a message that waits for its time. */
export function ScheduledActions({ message }: { message: Message }) {
  const may = useMay("agent");
  const [open, setOpen] = useState<"change" | "cancel">();
  if (!may || message.status !== "scheduled" || isPending(message)) return null;
  return (
    <span className="flex">
      <Button look="quiet" size="small" onClick={() => setOpen("change")}>
        Edit
      </Button>
      <Button look="quiet" size="small" onClick={() => setOpen("cancel")}>
        Cancel
      </Button>
      <ChangeDialog message={message} open={open === "change"} onClose={() => setOpen(undefined)} />
      <CancelDialog message={message} open={open === "cancel"} onClose={() => setOpen(undefined)} />
    </span>
  );
}

import { Phone } from "lucide-react";
import { type ReactNode, useState } from "react";

import { useMay } from "@/auth/context";
import { Button } from "@/ui/button";

import { CallDialog } from "./call-dialog";

interface Props {
  /** Whom to call. */
  to: string;
  /** The own number to call from; without it the one that was used last, or the primary one. */
  from?: string | undefined;
  /** The website's reference of the person. */
  leadId?: string | null | undefined;
  label?: ReactNode;
}

/** Calls somebody: asks how, and makes the call. How it goes on is shown on every page. */
export function CallButton({ to, from, leadId, label = "Call" }: Props) {
  const [open, setOpen] = useState(false);
  const may = useMay("agent");
  if (!may || !to.startsWith("+")) return null;
  return (
    <>
      <Button icon={<Phone aria-hidden />} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <CallDialog to={to} from={from} leadId={leadId ?? null} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

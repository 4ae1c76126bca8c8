import { Hash, MoreHorizontal, PencilLine, Star, Trash2 } from "lucide-react";
import { useState } from "react";

import type { OwnNumber } from "@/api/types";
import { useMay } from "@/auth/context";
import { usePhoneText } from "@/format/phone";
import { useChangeNumber, type useCheckedNumbers } from "@/parts/checked-numbers";
import { givenName } from "@/parts/own-number-name";
import { Badge } from "@/ui/badge";
import { IconButton } from "@/ui/icon-button";
import { Menu, MenuItem, MenuLine } from "@/ui/menu";
import { useToasts } from "@/ui/toast";

import { Capabilities } from "./capabilities";
import { Health } from "./health";
import { ReleaseDialog } from "./release-dialog";
import { RenameDialog } from "./rename-dialog";

interface Props {
  number: OwnNumber;
  isOnly: boolean;
  checked: ReturnType<typeof useCheckedNumbers>;
}

/** One number of the tenant's: what it can do, whether it works, and what can be done with it. */
export function NumberCard({ number, isOnly, checked }: Props) {
  const phone = usePhoneText();
  const may = useMay("owner");
  const toasts = useToasts();
  const change = useChangeNumber();
  const [open, setOpen] = useState<"rename" | "release">();
  const [shown, close] = [phone(number.phone_number), () => setOpen(undefined)];
  const makePrimary = () =>
    change.mutate(
      { number: number.phone_number, primary: true },
      { onSuccess: () => toasts.say(`${shown} is the primary number now`), onError: toasts.fail },
    );
  return (
    <article aria-label={shown} className="flex flex-col gap-3 rounded-xl border border-line p-4">
      <div className="flex items-start gap-3">
        <span className="rounded-lg bg-sunken p-2.5 text-muted">
          <Hash aria-hidden className="size-5" />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="flex flex-wrap items-center gap-2 font-semibold">
            {shown}
            {number.primary && <Badge tone="accent">Primary</Badge>}
          </h2>
          <p className="truncate text-sm text-muted">{givenName(number) ?? "Without a name"}</p>
        </div>
        {may && (
          <Menu
            trigger={
              <IconButton label={`Change ${shown}`} className="-me-2 -mt-1">
                <MoreHorizontal aria-hidden />
              </IconButton>
            }
          >
            <MenuItem icon={<PencilLine aria-hidden />} onSelect={() => setOpen("rename")}>
              Rename
            </MenuItem>
            {!number.primary && (
              <MenuItem icon={<Star aria-hidden />} onSelect={makePrimary}>
                Make it the primary number
              </MenuItem>
            )}
            <MenuLine />
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setOpen("release")}>
              Release
            </MenuItem>
          </Menu>
        )}
      </div>
      <Capabilities of={number.capabilities} />
      <Health number={number.phone_number} checked={checked} />
      <RenameDialog number={number} open={open === "rename"} onClose={close} />
      <ReleaseDialog number={number} isOnly={isOnly} open={open === "release"} onClose={close} />
    </article>
  );
}

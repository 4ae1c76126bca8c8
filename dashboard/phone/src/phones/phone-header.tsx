import { EllipsisVertical, Phone as PhoneIcon, Settings2, X } from "lucide-react";

import { usePhoneText } from "@/format/phone";
import { Avatar } from "@/ui/avatar";
import { Badge } from "@/ui/badge";
import { IconButton } from "@/ui/icon-button";
import { Menu, MenuItem } from "@/ui/menu";

import { useDeliveries } from "../sim/settings";
import { useBehaviour, useLetGo } from "./hold";
import type { Phone } from "./open-phones";
import { callsText, deliveryText } from "./treatment";

interface Props {
  phone: Phone;
  /** Calls the number that is chosen. */
  onCall: (() => void) | undefined;
  calling: boolean;
  onClose: () => void;
  onSettings: () => void;
}

/** Whose phone it is, and what is not as usual with it. */
export function PhoneHeader({ phone, onCall, calling, onClose, onSettings }: Props) {
  const phoneText = usePhoneText();
  const letGo = useLetGo(phone.number);
  const number = phoneText(phone.number);
  return (
    <header className="flex items-center gap-3 px-4 pt-2 pb-1">
      <Avatar name={phone.name || null} seed={phone.number} />
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold">{phone.name || number}</h2>
        {phone.name && <p className="truncate text-sm text-muted">{number}</p>}
        <Unusual number={phone.number} />
      </div>
      <IconButton label="Call this number" onClick={onCall} disabled={!onCall || calling} className="rounded-full! bg-good-soft text-good!">
        <PhoneIcon aria-hidden />
      </IconButton>
      <Menu
        trigger={
          <IconButton label="More" className="-ms-2 w-8!">
            <EllipsisVertical aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Settings2 aria-hidden />} onSelect={onSettings}>
          How it takes texts and calls
        </MenuItem>
        <MenuItem
          icon={<X aria-hidden />}
          onSelect={() => {
            letGo();
            onClose();
          }}
        >
          Put this phone away
        </MenuItem>
      </Menu>
    </header>
  );
}

function Unusual({ number }: { number: string }) {
  const delivery = useDeliveries().data?.find((one) => one.number === number);
  const behaviour = useBehaviour(number);
  const texts = [delivery && delivery.outcome !== "delivered" && deliveryText(delivery.outcome), behaviour && callsText(behaviour)];
  const said = texts.filter(Boolean);
  if (said.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-1">
      {said.map((text) => (
        <Badge key={String(text)} tone="warn">
          {text}
        </Badge>
      ))}
    </p>
  );
}

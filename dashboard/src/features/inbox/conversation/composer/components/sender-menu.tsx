import { useNavigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";

import { useSignedIn } from "@/auth/context";
import { usePhoneText } from "@/format/phone";
import { threadId as idOf } from "@/format/thread-id";
import { useOwnNumbers } from "@/parts/own-numbers";
import { Menu, MenuItem, MenuLabel } from "@/ui/menu";

import { changeDraft, draftId, draftOf } from "../drafts";
import type { Sides } from "../wish";

export const CHANNELS = { sms: "SMS", whatsapp: "WhatsApp", rcs: "RCS", messenger: "Messenger" };

/** From which number a text goes. Another number or channel is another conversation with the same person. */
export function SenderMenu({ threadId, sides: { channel, own, contact } }: { threadId: string; sides: Sides }) {
  const { data: numbers = [] } = useOwnNumbers();
  const { person } = useSignedIn();
  const navigate = useNavigate();
  const phone = usePhoneText();
  const here = `${CHANNELS[channel]} from ${phone(own)}`;
  const others = (["sms", "whatsapp"] as const)
    .flatMap((way) => numbers.map(({ phone_number, friendly_name }) => ({ way, number: phone_number, name: friendly_name })))
    .filter(({ way, number }) => (way !== channel || number !== own) && contact.startsWith("+"));
  if (others.length === 0) return <span className="px-2 text-sm text-muted">{here}</span>;

  const go = (id: string) => {
    const [from, to] = [draftId(person.user, threadId), draftId(person.user, id)];
    const { message } = draftOf(from);
    if (message && !draftOf(to).message) {
      changeDraft(to, () => ({ message, mode: "message" }));
      changeDraft(from, () => ({ message: "" }));
    }
    void navigate({ to: "/inbox/$threadId", params: { threadId: id }, search: true });
  };
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="flex min-h-10 min-w-0 items-center gap-1 rounded-lg px-2 text-sm text-muted hover:bg-sunken hover:text-ink">
          <span className="truncate">{here}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0" />
        </button>
      }
    >
      <MenuLabel>Write elsewhere: another conversation with them opens</MenuLabel>
      {others.map(({ way, number, name }) => (
        <MenuItem key={way + number} onSelect={() => go(idOf(way, number, contact))}>
          {CHANNELS[way]} from {phone(number)}
          {name && <span className="text-muted">{name}</span>}
        </MenuItem>
      ))}
    </Menu>
  );
}

import { Link, useSearch } from "@tanstack/react-router";
import { X } from "lucide-react";

import { usePhoneText } from "@/format/phone";
import { CHANNEL_NAMES } from "@/parts/channel-icon";

import type { InboxSearch } from "../../search";

/** Which filters there are beside the view, each with a way to take it away. */
export function FilterChips() {
  const { view, tag, assigned, channel, number } = useSearch({ from: "/inbox" });
  const phone = usePhoneText();
  const chips: [keyof InboxSearch, string | undefined | false][] = [
    ["tag", tag && `Tag: ${tag}`],
    ["assigned", view !== "mine" && assigned && `Assigned to ${assigned}`],
    ["channel", channel && CHANNEL_NAMES[channel]],
    ["number", number && `To ${phone(number)}`],
  ];
  const shown = chips.filter(([, text]) => text);
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Filters" className="flex flex-wrap gap-1.5 border-b border-line px-4 py-1.5">
      {shown.map(([name, text]) => (
        <li key={name}>
          <Link
            to="."
            search={(now) => ({ ...now, [name]: undefined })}
            aria-label={`Remove the filter ${text}`}
            activeProps={{ "aria-current": undefined }}
            className="inline-flex min-h-8 items-center gap-1 rounded-full bg-accent-soft ps-3 pe-2 text-sm text-accent-ink hover:brightness-95"
          >
            {text}
            <X aria-hidden className="size-3.5" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

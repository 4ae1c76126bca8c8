import clsx from "clsx";
import { ArrowRight, ChevronRight, MessageSquare, Phone as PhoneIcon, Webhook as WebhookIcon } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";

import { usePhoneText } from "@/format/phone";
import { Badge } from "@/ui/badge";

import type { Phone } from "../phones/open-phones";
import type { Leg, Webhook } from "../sim/types";
import { bare } from "../texts/timeline";
import { about, hasFailed } from "./about";
import { WebhookDetail } from "./webhook-detail";

const ICONS = { text: MessageSquare, call: PhoneIcon, other: WebhookIcon };

/** A webhook that is to be shown: a new object each time that somebody asks for it. */
export interface ShownWebhook {
  id: number;
}

interface Props {
  webhook: Webhook;
  /** The part of a call that it is about. */
  leg: Leg | undefined;
  /** Whose names are known. */
  phones: Phone[];
  shown: ShownWebhook | undefined;
}

/** One webhook in a line or two; opens to all of it. */
export function WebhookRow({ webhook, leg, phones, shown }: Props) {
  const [open, setOpen] = useState(false);
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!shown) return;
    setOpen(true);
    row.current?.focus();
  }, [shown]);
  const id = useId();
  const { group, what, from, to } = about(webhook, leg);
  const Icon = ICONS[group];
  const failed = hasFailed(webhook);
  return (
    <li className="border-b border-line">
      <button ref={row} type="button" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)} className="flex w-full scroll-mb-40 items-center gap-2 px-4 sm:gap-3 py-2.5 text-start -outline-offset-2 hover:bg-sunken">
        <span aria-hidden className={clsx("rounded-lg p-1.5 [&_svg]:size-4", failed ? "bg-danger-soft text-danger" : "bg-sunken text-muted")}>
          <Icon />
        </span>
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex items-center gap-2">
            <span className="truncate font-medium">{what}</span>
            {webhook.attempt > 1 && (
              <span className="shrink-0 whitespace-nowrap">
                <Badge tone="warn">Try {webhook.attempt}</Badge>
              </span>
            )}
          </span>
          <Parties from={from} to={to} url={webhook.url} phones={phones} />
          {webhook.error && <span className="truncate text-sm text-danger">{webhook.error.message}</span>}
        </span>
        <span className="flex shrink-0 flex-col items-end gap-0.5">
          <Badge tone={failed ? "danger" : "good"}>{webhook.status ?? "No answer"}</Badge>
          <span className="text-xs text-muted tabular-nums">
            {webhook.milliseconds} ms · <time dateTime={webhook.time}>{clock(webhook.time)}</time>
          </span>
        </span>
        <ChevronRight aria-hidden className={clsx("size-4 shrink-0 text-muted transition", open ? "rotate-90" : "rtl:-scale-x-100")} />
      </button>
      {open && <WebhookDetail id={id} webhook={webhook} />}
    </li>
  );
}

interface PartiesProps {
  from: string | undefined;
  to: string | undefined;
  url: string;
  phones: Phone[];
}

function Parties({ from, to, url, phones }: PartiesProps) {
  const phoneText = usePhoneText();
  const named = (address: string) => phones.find(({ number }) => number === bare(address))?.name || phoneText(address);
  if (!from || !to) return <span className="truncate text-xs text-muted">{url}</span>;
  return (
    <span className="truncate text-xs text-muted tabular-nums">
      {named(from)} <ArrowRight aria-label="to" className="inline size-3 rtl:-scale-x-100" /> {named(to)}
    </span>
  );
}

const toTheSecond = new Intl.DateTimeFormat(navigator.language, { hour: "numeric", minute: "2-digit", second: "2-digit" });
const clock = (time: string) => toTheSecond.format(new Date(time));

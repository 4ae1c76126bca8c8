import { Pause, Play, Webhook as WebhookIcon } from "lucide-react";
import { useMemo, useState } from "react";

import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { Select } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";
import { SkeletonRows } from "@/ui/skeleton";
import { usePhoneText } from "@/format/phone";

import type { Phone } from "../phones/open-phones";
import { useWorld } from "../sim/context";
import type { Webhook } from "../sim/types";
import { about, concerns, hasFailed, legsOf } from "./about";
import { type ShownWebhook, WebhookRow } from "./webhook-row";

const KINDS = { all: "Everything", text: "Texts", call: "Calls", failed: "Errors" };
type Kind = keyof typeof KINDS;

/** At first so many are shown. */
const PAGE = 60;

/** All that the application is asked, as it happens. */
export function WebhooksPanel({ phones, shown }: { phones: Phone[]; shown: ShownWebhook | undefined }) {
  const { webhooks, calls, connection } = useWorld();
  const [paused, setPaused] = useState<Webhook[]>();
  const [phone, setPhone] = useState("");
  const [kind, setKind] = useState<Kind>("all");
  const [most, setMost] = useState(PAGE);
  const legs = useMemo(() => legsOf(calls), [calls]);
  const legOf = ({ call_sid }: Webhook) => legs.get(call_sid ?? "");
  const known = paused ?? webhooks;
  const missed = paused ? webhooks.findIndex(({ id }) => id === (paused[0]?.id ?? -1)) : 0;
  const wanted = known.filter((one) => one.id === shown?.id || (isOfKind(one, kind) && (!phone || concerns(one, phone, legOf(one)))));
  return (
    <>
      <header className="flex items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="sr-only">Webhooks</h2>
        <PhoneFilter phones={phones} phone={phone} onPhone={setPhone} />
        <Select aria-label="Kind" value={kind} onChange={(event) => setKind(event.target.value as Kind)} className="min-w-0 flex-1 text-sm">
          {Object.entries(KINDS).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
        <IconButton label={paused ? "Go on" : "Pause"} aria-pressed={paused !== undefined} onClick={() => setPaused(paused ? undefined : webhooks)}>
          {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        </IconButton>
      </header>
      {paused && (
        <p role="status" className="bg-warn-soft px-4 py-2 text-sm text-warn">
          Paused{missed > 0 && `, ${missed} new`}
        </p>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain" tabIndex={0} role="region" aria-label="Webhooks, latest first">
        {connection === "reading" && known.length === 0 && <SkeletonRows count={4} />}
        {connection !== "reading" && wanted.length === 0 && (
          <Empty icon={<WebhookIcon />} title={known.length > 0 ? "None of this kind" : "No webhook yet"}>
            {known.length > 0 ? "Choose another phone or kind." : "Send a text or call: what the application is asked is listed here until the local run ends."}
          </Empty>
        )}
        <ul className="flex flex-col">
          {wanted.slice(0, most).map((one) => (
            <WebhookRow key={one.id} webhook={one} leg={legOf(one)} phones={phones} shown={one.id === shown?.id ? shown : undefined} />
          ))}
        </ul>
        {wanted.length > most && (
          <p className="p-4 text-center">
            <Button onClick={() => setMost(most + PAGE)}>Show more</Button>
          </p>
        )}
      </div>
    </>
  );
}

function isOfKind(webhook: Webhook, kind: Kind): boolean {
  if (kind === "all") return true;
  return kind === "failed" ? hasFailed(webhook) : about(webhook).group === kind;
}

function PhoneFilter({ phones, phone, onPhone }: { phones: Phone[]; phone: string; onPhone: (phone: string) => void }) {
  const phoneText = usePhoneText();
  return (
    <Select aria-label="Phone" value={phone} onChange={(event) => onPhone(event.target.value)} className="min-w-0 flex-1 text-sm">
      <option value="">All phones</option>
      {phones.map(({ number, name }) => (
        <option key={number} value={number}>
          {name || phoneText(number)}
        </option>
      ))}
    </Select>
  );
}

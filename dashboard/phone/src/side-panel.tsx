import clsx from "clsx";

import { FaultsPanel } from "./faults/faults-panel";
import type { Phone } from "./phones/open-phones";
import type { View } from "./view-bar";
import type { ShownWebhook } from "./webhooks/webhook-row";
import { WebhooksPanel } from "./webhooks/webhooks-panel";

interface Props {
  view: View;
  phones: Phone[];
  shown: ShownWebhook | undefined;
  onView: (view: View) => void;
}

/** Beside the phones: webhooks, or what goes wrong. */
export function SidePanel({ view, phones, shown, onView }: Props) {
  const hasFaults = view === "faults";
  return (
    <aside
      aria-label="What happens"
      className={clsx(
        "min-h-0 w-full min-w-0 flex-col border-line bg-surface lg:flex lg:w-[26rem] lg:shrink-0 lg:border-s xl:w-[30rem] 2xl:w-[36rem]",
        view === "phones" ? "hidden" : "flex",
      )}
    >
      <div role="group" aria-label="Shown beside the phones" className="hidden shrink-0 gap-1 px-4 pt-3 lg:flex">
        <Choice label="Webhooks" chosen={!hasFaults} onChoose={() => onView("webhooks")} />
        <Choice label="Faults" chosen={hasFaults} onChoose={() => onView("faults")} />
      </div>
      {hasFaults ? <FaultsPanel phones={phones} /> : <WebhooksPanel phones={phones} shown={shown} />}
    </aside>
  );
}

const Choice = ({ label, chosen, onChoose }: { label: string; chosen: boolean; onChoose: () => void }) => (
  <button
    type="button"
    aria-pressed={chosen}
    onClick={onChoose}
    className="min-h-10 rounded-lg px-3 font-medium text-muted hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
  >
    {label}
  </button>
);

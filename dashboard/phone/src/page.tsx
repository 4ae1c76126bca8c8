import clsx from "clsx";
import { Smartphone } from "lucide-react";
import { useState } from "react";

import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";

import { AddPhone } from "./phones/add-phone";
import { type Phone, proposed, useOpenPhones, useSearch } from "./phones/open-phones";
import { PhoneTabs } from "./phones/phone-tabs";
import { PhoneCard } from "./phones/phone-card";
import { SidePanel } from "./side-panel";
import { useFreshNumbers } from "./sim/settings";
import { TopBar } from "./top-bar";
import { VIEWS, ViewBar } from "./view-bar";
import type { ShownWebhook } from "./webhooks/webhook-row";

/** The phones, and beside them what the application is asked and what goes wrong. A narrow screen shows one of these. */
export function Page() {
  const { phones, add, close } = useOpenPhones();
  useFreshNumbers();
  const [view, setView] = useSearch("view", VIEWS);
  const [shown, setShown] = useState<ShownWebhook>();
  const next = proposed(phones);
  const show = (id: number) => {
    setShown({ id });
    setView("webhooks");
  };
  return (
    <div className="flex h-full flex-col">
      <TopBar>
        <AddPhone key={next} proposed={next} open={phones} onAdd={add} />
      </TopBar>
      {view === "phones" && phones.length > 1 && <PhoneTabs phones={phones} className="lg:hidden" />}
      <main className="flex min-h-0 flex-1">
        <section
          aria-label="Phones"
          className={clsx(
            "min-w-0 flex-1 snap-x snap-mandatory gap-4 overflow-x-auto overscroll-x-contain p-3 sm:p-5 lg:flex lg:justify-center-safe lg:gap-6",
            view === "phones" ? "flex" : "hidden",
          )}
        >
          {phones.map((phone) => (
            <PhoneCard
              key={phone.number}
              phone={phone}
              others={phones}
              onClose={() => close(phone.number)}
              onSettings={() => setView("faults")}
              onWebhook={show}
            />
          ))}
          {phones.length === 0 && <NoPhones onAdd={() => add({ number: next, name: "" } satisfies Phone)} />}
        </section>
        <SidePanel view={view} phones={phones} shown={shown} onView={setView} />
      </main>
      <ViewBar view={view} onView={setView} className="lg:hidden" />
    </div>
  );
}

const NoPhones = ({ onAdd }: { onAdd: () => void }) => (
  <Empty icon={<Smartphone />} title="No phone is open">
    <p className="mb-3">Add one to text and call your numbers as somebody outside.</p>
    <Button look="primary" onClick={onAdd}>
      Add a phone
    </Button>
  </Empty>
);

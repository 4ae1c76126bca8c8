import { CircleCheck } from "lucide-react";

import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";

import type { Phone } from "../phones/open-phones";
import { ApiFaults } from "./api-faults";
import { CallbackOrder } from "./callback-order";
import { PhoneTreatment } from "./phone-treatment";
import { useTroubles } from "./troubles";

/** What goes wrong in the world outside, at a switch. */
export function FaultsPanel({ phones }: { phones: Phone[] }) {
  const { count, mend } = useTroubles(phones);
  return (
    <>
      <header className="flex min-h-14 items-center justify-end gap-2 border-b border-line px-4 py-2">
        <h2 className="me-auto text-base font-semibold lg:sr-only">Faults</h2>
        <Button onClick={mend} disabled={count === 0} icon={<CircleCheck aria-hidden />}>
          All well again
        </Button>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto overscroll-contain p-4" tabIndex={0} role="region" aria-label="Faults at a switch">
        <Banner tone={count > 0 ? "warn" : "info"}>
          {count === 0 ? "All is well. Let something go wrong, and see what the inbox makes of it." : `${count} ${count === 1 ? "thing goes" : "things go"} wrong now.`}
        </Banner>
        <section className="flex flex-col gap-3">
          <h3 className="font-semibold">Phones</h3>
          {phones.map((phone) => (
            <PhoneTreatment key={phone.number} phone={phone} />
          ))}
        </section>
        <ApiFaults />
        <CallbackOrder />
      </div>
    </>
  );
}

import { CircleCheck, Wrench } from "lucide-react";

import { useMay } from "@/auth/context";
import { useChangeNumber, type useCheckedNumbers } from "@/parts/checked-numbers";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Spinner } from "@/ui/spinner";
import { useToasts } from "@/ui/toast";

import { driftText } from "../drift";

/** Whether Twilio has a number as it was set up here, and how to mend it. */
export function Health({ number, checked }: { number: string; checked: ReturnType<typeof useCheckedNumbers> }) {
  const may = useMay("owner");
  const toasts = useToasts();
  const repair = useChangeNumber();
  if (checked.isPending) return <p className="text-sm text-muted"><Spinner label="Asking Twilio how it has this number" /></p>;
  if (checked.isError) {
    return (
      <Banner tone="warn" action={<Button size="small" onClick={() => void checked.refetch()}>Try again</Button>}>
        It could not be checked. {checked.error.message}
      </Banner>
    );
  }
  const found = checked.data.find(({ phone_number }) => phone_number === number);
  if (!found) return null;
  if (found.missing) {
    return <Banner tone="danger">Twilio no longer has this number. Nothing arrives on it. Release it here, and buy another one.</Banner>;
  }
  if (!found.webhooks || found.webhooks.ok) {
    return (
      <p className="flex items-center gap-1.5 text-sm text-good">
        <CircleCheck aria-hidden className="size-4" />
        Works as it was set up
      </p>
    );
  }
  const mend = () => repair.mutate({ number }, { onSuccess: () => toasts.say("Repaired"), onError: toasts.fail });
  const action = may && (
    <Button size="small" icon={<Wrench aria-hidden />} busy={repair.isPending} onClick={mend}>
      Repair
    </Button>
  );
  return (
    <Banner tone="warn" action={action}>
      <p>Somebody has changed it at Twilio.</p>
      <ul className="list-disc ps-5">
        {driftText(found.webhooks.drift).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {!may && <p>Ask an owner to repair it.</p>}
    </Banner>
  );
}

import { type FormEvent, useState } from "react";

import { Failure } from "@/api/failure";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { useToasts } from "@/ui/toast";

import { useReplay } from "../api/deliveries";

interface Props {
  id: string;
  open: boolean;
  onClose: () => void;
  onTold: () => void;
}

/** Tells a webhook all events of a span of time once more. */
export function ReplayDialog({ open, ...rest }: Props) {
  return (
    <Dialog title="Replay events" open={open} onClose={rest.onClose}>
      {open && <Form {...rest} />}
    </Dialog>
  );
}

/** As the browser's field for a day and a time has it, in the reader's zone. */
function local(time: Date): string {
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

function Form({ id, onClose, onTold }: Omit<Props, "open">) {
  const [now] = useState(() => new Date());
  const [from, setFrom] = useState(() => local(new Date(now.getTime() - 86_400_000)));
  const [to, setTo] = useState(() => local(now));
  const replay = useReplay(id);
  const toasts = useToasts();
  const error = replay.error;
  const field = error instanceof Failure ? error.field : undefined;
  const start = (event: FormEvent) => {
    event.preventDefault();
    const done = () => {
      onClose();
      onTold();
      toasts.say("The events are on their way.");
    };
    replay.mutate({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }, { onSuccess: done });
  };
  return (
    <form noValidate onSubmit={start} className="flex flex-col gap-4">
      {error && field !== "from" && field !== "to" && <Banner tone="danger">{error.message}</Banner>}
      <p>Your server is told all events of this time once more, with the ids that they had. At most 7 days back.</p>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="From" error={field === "from" ? error?.message : undefined}>
          <Input type="datetime-local" required min={local(new Date(now.getTime() - 7 * 86_400_000))} max={to} value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label="To" error={field === "to" ? error?.message : undefined}>
          <Input type="datetime-local" required min={from} max={local(now)} value={to} onChange={(event) => setTo(event.target.value)} />
        </Field>
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={replay.isPending} disabled={!from || !to}>
          Replay
        </Button>
      </div>
    </form>
  );
}

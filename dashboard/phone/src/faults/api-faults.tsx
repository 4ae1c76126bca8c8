import { type SubmitEvent, useState } from "react";

import { Button } from "@/ui/button";
import { Field, Input, Select } from "@/ui/field";

import { useAddFault, useFaults } from "../sim/settings";
import { FAULTS, type FaultName, faultText, type Resource, RESOURCES } from "./fault-text";

/** Requests to Twilio's REST API that go wrong. */
export function ApiFaults() {
  const faults = useFaults().data ?? [];
  const { mutate, isPending } = useAddFault();
  const [name, setName] = useState<FaultName>("too_many_requests");
  const [resource, setResource] = useState<Resource>("messages");
  const [times, setTimes] = useState(1);
  const [slow, setSlow] = useState(3000);
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    mutate({ on: resource, ...(resource === "messages" && { method: "POST" }), fault: name === "slow" ? { slow } : name, times });
  };
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">Twilio's API</h3>
      <form onSubmit={add} className="grid gap-3 rounded-xl border border-line p-3 sm:grid-cols-2">
        <div className="sm:col-span-2">
          <Field label="What goes wrong">
            <Select value={name} onChange={(event) => setName(event.target.value as FaultName)}>
              <Options of={FAULTS} />
            </Select>
          </Field>
        </div>
        <Field label="With">
          <Select value={resource} onChange={(event) => setResource(event.target.value as Resource)}>
            <Options of={RESOURCES} />
          </Select>
        </Field>
        <Field label="How often">
          <Input type="number" min={1} max={1000} required value={times || ""} onChange={(event) => setTimes(event.target.valueAsNumber || 0)} />
        </Field>
        {name === "slow" && (
          <Field label="Milliseconds">
            <Input type="number" min={1} max={60_000} required value={slow || ""} onChange={(event) => setSlow(event.target.valueAsNumber || 0)} />
          </Field>
        )}
        <Button type="submit" look="primary" busy={isPending} className="self-end sm:col-span-2">
          Let it go wrong
        </Button>
      </form>
      {faults.length > 0 && (
        <ul aria-label="Faults to come" className="flex flex-col gap-1">
          {faults.map((fault, place) => (
            <li key={place} className="rounded-lg bg-warn-soft px-3 py-2 text-sm text-warn">
              {faultText(fault)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const Options = ({ of }: { of: Record<string, string> }) =>
  Object.entries(of).map(([value, text]) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));

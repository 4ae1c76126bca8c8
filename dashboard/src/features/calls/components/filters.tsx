import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";

import { readPhone, usePhoneText } from "@/format/phone";
import { useOwnNumbers } from "@/parts/own-numbers";
import { Button } from "@/ui/button";
import { Field, Input, Select } from "@/ui/field";

import type { CallsSearch } from "../search";

/** Narrows the list; all of it stands in the URL. */
export function Filters({ search }: { search: CallsSearch }) {
  const navigate = useNavigate();
  const phone = usePhoneText();
  const { data: numbers = [] } = useOwnNumbers();
  const set = (change: { [Name in keyof CallsSearch]: string | undefined }) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value);
    void navigate({ to: "/calls", search: Object.fromEntries(next) as CallsSearch, replace: true });
  };
  const impliesDirection = search.outcome === "missed" || search.outcome === "failed";
  return (
    <div id="filters" className="grid shrink-0 grid-cols-2 gap-3 border-b border-line bg-app p-3">
      <Wide>
        <NumberField key={search.number} value={search.number} onChange={(number) => set({ number })} />
      </Wide>
      {!impliesDirection && (
        <Field label="Direction">
          <Select value={search.direction ?? ""} onChange={(event) => set({ direction: event.target.value })}>
            <option value="">Both</option>
            <option value="inbound">Received</option>
            <option value="outbound">Made</option>
          </Select>
        </Field>
      )}
      <Field label="Own number">
        <Select value={search.own ?? ""} onChange={(event) => set({ own: event.target.value })}>
          <option value="">All</option>
          {numbers.map(({ phone_number }) => (
            <option key={phone_number} value={phone_number}>
              {phone(phone_number)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="From">
        <Input type="date" value={search.from ?? ""} max={search.to} onChange={(event) => set({ from: event.target.value })} />
      </Field>
      <Field label="To">
        <Input type="date" value={search.to ?? ""} min={search.from} onChange={(event) => set({ to: event.target.value })} />
      </Field>
      <Wide>
        <Button
          size="small"
          disabled={!isFiltered(search)}
          onClick={() => void navigate({ to: "/calls", search: search.outcome ? { outcome: search.outcome } : {}, replace: true })}
        >
          Show all again
        </Button>
      </Wide>
    </div>
  );
}

/** Whether anything beside the tab narrows the list. */
export function isFiltered(search: CallsSearch): boolean {
  return Object.keys(search).some((name) => name !== "outcome");
}

const Wide = ({ children }: { children: ReactNode }) => <div className="col-span-2">{children}</div>;

function NumberField({ value, onChange }: { value: string | undefined; onChange: (number: string | undefined) => void }) {
  const [text, setText] = useState(value ?? "");
  const [error, setError] = useState<string>();
  const take = async () => {
    const number = text.trim() ? await readPhone(text) : undefined;
    setError(text.trim() && !number ? "Write a whole number with its country, such as +1 555 019 0001." : undefined);
    if (number !== value && (number || !text.trim())) onChange(number);
  };
  return (
    <Field label="With this number" error={error}>
      <Input
        type="tel"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => void take()}
        onKeyDown={(event) => event.key === "Enter" && void take()}
      />
    </Field>
  );
}

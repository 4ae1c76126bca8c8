import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";

import { readPhone } from "@/format/phone";
import { Button } from "@/ui/button";
import { Field, Input, Select } from "@/ui/field";

import type { Wish } from "../api/offers";
import { countries, hasAreas } from "../countries";

const ABILITIES = [
  ["voice", "Calls"],
  ["sms", "Texts"],
  ["mms", "Pictures"],
] as const;

/** What the number is to be like. */
export function SearchForm({ onSearch }: { onSearch: (wish: Wish) => void }) {
  const [country, setCountry] = useState<Wish["country"]>("US");
  const [wrong, setWrong] = useState<string>();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const near = text("near") ? await readPhone(text("near")) : undefined;
    setWrong(text("near") && !near ? "Write a whole number, such as +1 503 555 0100." : undefined);
    if (text("near") && !near) return;
    const abilities = ABILITIES.filter(([name]) => form.has(name)).map(([name]) => [name, true]);
    onSearch({
      country,
      type: text("type") as NonNullable<Wish["type"]>,
      ...(text("area") && { area_code: text("area") }),
      ...(text("digits") && { contains: text("digits").replace(/[\s()-]/g, "") }),
      ...(near && { near_number: near }),
      ...(Object.fromEntries(abilities) as Pick<Wish, "voice" | "sms" | "mms">),
    });
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="grid grid-cols-2 gap-3">
      <Field label="Country">
        <Select value={country} onChange={(event) => setCountry(event.target.value as Wish["country"])}>
          {countries().map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Kind">
        <Select name="type">
          <option value="local">Local</option>
          <option value="mobile">Mobile</option>
          <option value="toll_free">Toll-free</option>
        </Select>
      </Field>
      {hasAreas(country) && (
        <>
          <Field label="Area code">
            <Input name="area" inputMode="numeric" pattern="[2-9][0-9]{2}" title="Three digits" placeholder="Any" />
          </Field>
          <Field label="Near this number" error={wrong}>
            <Input name="near" type="tel" placeholder="Anywhere" />
          </Field>
        </>
      )}
      <div className="col-span-2">
        <Field label="Has these digits or letters" hint="At least two; * stands for any.">
          <Input name="digits" pattern="[0-9A-Za-z*% \(\)\-]{2,20}" placeholder="Any" />
        </Field>
      </div>
      <fieldset className="col-span-2 flex flex-wrap gap-x-5">
        <legend className="text-sm font-medium">Can do</legend>
        {ABILITIES.map(([name, text]) => (
          <label key={name} className="flex min-h-10 items-center gap-2">
            <input type="checkbox" name={name} defaultChecked={name !== "mms"} className="size-4 accent-accent" />
            {text}
          </label>
        ))}
      </fieldset>
      <div className="col-span-2 flex justify-end">
        <Button type="submit" look="primary" icon={<Search aria-hidden />}>
          Search
        </Button>
      </div>
    </form>
  );
}

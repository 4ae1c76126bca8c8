import { useEffect, useState } from "react";

import { useParties } from "../sim/settings";

/** A phone of the world outside that somebody has in hand here. */
export interface Phone {
  number: string;
  name: string;
}

const KEY = "phones";
const FIRST: Phone = { number: "+15550190001", name: "Ana" };

/** The phones that are open: those of the URL, else those of the last time, else one and those that are open in other browsers. */
export function useOpenPhones() {
  const [isNew, setNew] = useState(() => named() === null && !remembered());
  const [phones, setPhones] = useState(begin);
  const parties = useParties().data;
  if (isNew && parties) {
    setNew(false);
    const held = parties.filter(({ address, behaviour }) => behaviour.live && isNumber(address)).map(({ address }) => address);
    setPhones((open) => [...open, ...held.filter((number) => open.every((phone) => phone.number !== number)).map(nameless)]);
  }
  useEffect(() => {
    localStorage.setItem(KEY, JSON.stringify(phones));
    setSearch("phones", phones.map(({ number }) => number).join(","));
  }, [phones]);
  return {
    phones,
    add: (phone: Phone) => setPhones((open) => [...open, phone]),
    close: (number: string) => setPhones((open) => open.filter((phone) => phone.number !== number)),
  };
}

function begin(): Phone[] {
  const known = remembered();
  const asked = named();
  if (asked === null) return known ?? [FIRST];
  const numbers = new Set(asked.split(",").map(plus).filter(isNumber));
  return [...numbers].map((number) => [...(known ?? []), FIRST].find((phone) => phone.number === number) ?? nameless(number));
}

const named = () => new URLSearchParams(location.search).get("phones");
const nameless = (number: string): Phone => ({ number, name: "" });

/** A `+` that was written as it is stands for a space. */
const plus = (text: string) => text.replace(/^ /, "+");
export const isNumber = (text: string) => /^\+[1-9]\d{4,14}$/.test(text);

function remembered(): Phone[] | undefined {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return Array.isArray(read) ? read.filter(isPhone) : undefined;
  } catch {
    return undefined;
  }
}

function isPhone(value: unknown): value is Phone {
  const { number, name } = (value ?? {}) as Partial<Phone>;
  return typeof name === "string" && typeof number === "string" && isNumber(number);
}

/** Numbers for examples, which nobody has: the first that is not open. */
export function proposed(open: Phone[]): string {
  for (let line = 1; ; line += 1) {
    const number = `+1555019${String(line).padStart(4, "0")}`;
    if (!open.some((phone) => phone.number === number)) return number;
  }
}

/** What the URL says of what is looked at. */
export function useSearch<T extends string>(name: string, values: readonly [T, ...T[]]): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const said = new URLSearchParams(location.search).get(name);
    return values.find((one) => one === said) ?? values[0];
  });
  const change = (to: T) => {
    setValue(to);
    setSearch(name, to === values[0] ? "" : to);
  };
  return [value, change];
}

function setSearch(name: string, value: string) {
  const search = new URLSearchParams(location.search);
  if (value) search.set(name, value);
  else search.delete(name);
  const text = search.toString().replaceAll("%2C", ",");
  history.replaceState(null, "", text ? `?${text}` : location.pathname);
}

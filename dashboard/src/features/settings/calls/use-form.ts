import { useState } from "react";

import { Failure } from "@/api/failure";
import type { Preferences } from "@/api/types";
import { useToasts } from "@/ui/toast";

import { useChangePreferences } from "./api/preferences";

/** Preferences as somebody is changing them: what is saved, and over it what is not yet. */
export interface Form {
  value: Preferences;
  set: (changes: Partial<Preferences>) => void;
  /** What the API says of a field. */
  errorOf: (field: string) => string | undefined;
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Fields that have a place to say what is wrong with them. */
const SHOWN = /^(call_forwarding_number|forwarding_timeout|greeting_text|menu|time_zone|voice|language)/;

export function usePreferencesForm(saved: Preferences) {
  const [edited, setEdited] = useState<Partial<Preferences>>({});
  const saving = useChangePreferences();
  const toasts = useToasts();
  const value = { ...saved, ...edited };
  const names = (Object.keys(edited) as (keyof Preferences)[]).filter((name) => !isSame(edited[name], saved[name]));
  const failure = saving.error;
  const field = failure instanceof Failure ? (failure.field ?? "") : "";

  const form: Form = {
    value,
    set: (changes) => setEdited((before) => ({ ...before, ...changes })),
    errorOf: (name) => (field === name || field.startsWith(`${name}.`) ? failure?.message : undefined),
  };
  const discard = () => {
    setEdited({});
    saving.reset();
  };
  const save = () => {
    const changes: Partial<Preferences> = Object.fromEntries(names.map((name) => [name, value[name]]));
    // What was changed meanwhile is not saved yet.
    const isLater = (name: string, now: unknown) => !isSame(now, changes[name as keyof Preferences]);
    const saved = () => {
      setEdited((before) => Object.fromEntries(Object.entries(before).filter(([name, now]) => isLater(name, now))));
      toasts.say("Saved. The next caller hears it.");
    };
    saving.mutate(changes, { onSuccess: saved });
  };
  return { form, save, discard, isDirty: names.length > 0, busy: saving.isPending, error: failure && !SHOWN.test(field) ? failure.message : undefined };
}

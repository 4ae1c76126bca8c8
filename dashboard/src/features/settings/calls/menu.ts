import type { Preferences } from "@/api/types";

export type Menu = NonNullable<Preferences["menu"]>;
export type Choice = Menu["choices"][string];
export type Action = Choice["action"];

export const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*"];

export const NEW_MENU: Menu = { prompt: "", choices: { "1": { action: "voicemail" } } };

/** A choice that does something else; what it had is kept where that fits. */
export function withAction(action: Action, before: Choice): Choice {
  if (action === before.action) return before;
  if (action === "forward") return { action, number: "" };
  return action === "say" ? { action, text: "" } : { action };
}

/** The choices in the order of the keys. */
export const choicesOf = ({ choices }: Menu) => KEYS.flatMap((key) => (choices[key] ? [[key, choices[key]] as const] : []));

export const freeKeys = ({ choices }: Menu) => KEYS.filter((key) => !choices[key]);

/** Another key for a choice. */
export function rekeyed(menu: Menu, from: string, to: string): Menu {
  const entries = Object.entries(menu.choices).map(([key, choice]) => [key === from ? to : key, choice] as const);
  return { ...menu, choices: Object.fromEntries(entries) };
}

export function withChoice(menu: Menu, key: string, choice: Choice | undefined): Menu {
  const { [key]: _, ...others } = menu.choices;
  return { ...menu, choices: choice ? { ...others, [key]: choice } : others };
}

import { Plus } from "lucide-react";

import { Button } from "@/ui/button";
import { Field, TextArea } from "@/ui/field";
import { Switch } from "@/ui/switch";

import { Section } from "../../components/section";
import { choicesOf, freeKeys, type Menu, NEW_MENU, rekeyed, withChoice } from "../menu";
import type { Form } from "../use-form";
import { MenuChoice } from "./menu-choice";

/** A menu that callers hear first: which key leads where. */
export function MenuEditor({ form: { value, set, errorOf } }: { form: Form }) {
  const { menu } = value;
  const error = errorOf("menu");
  return (
    <Section title="Menu" about="Callers choose by a key. Heard before all else.">
      <Switch label="Begin with a menu" checked={menu !== null} onChange={(on) => set({ menu: on ? NEW_MENU : null })} />
      {menu && <Editor menu={menu} error={error} onMenu={(changed) => set({ menu: changed })} />}
    </Section>
  );
}

function Editor({ menu, error, onMenu }: { menu: Menu; error: string | undefined; onMenu: (menu: Menu) => void }) {
  const [next] = freeKeys(menu);
  const choices = choicesOf(menu);
  return (
    <>
      <Field label="What callers hear" hint="Such as: For sales press 1, to leave a message press 2.">
        <TextArea dir="auto" maxLength={4000} value={menu.prompt} onChange={(event) => onMenu({ ...menu, prompt: event.target.value })} />
      </Field>
      {error && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
      <ul aria-label="Keys" className="flex flex-col gap-3">
        {choices.map(([key, choice]) => (
          <MenuChoice
            key={key}
            its={key}
            choice={choice}
            free={freeKeys(menu)}
            onKey={(to) => onMenu(rekeyed(menu, key, to))}
            onChange={(changed) => onMenu(withChoice(menu, key, changed))}
            onRemove={choices.length > 1 ? () => onMenu(withChoice(menu, key, undefined)) : undefined}
          />
        ))}
      </ul>
      {next && (
        <div>
          <Button icon={<Plus aria-hidden />} onClick={() => onMenu(withChoice(menu, next, { action: "voicemail" }))}>
            Add a key
          </Button>
        </div>
      )}
    </>
  );
}

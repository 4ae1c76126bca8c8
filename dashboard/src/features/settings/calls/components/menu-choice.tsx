import { Trash2 } from "lucide-react";

import { Field, Input, Select } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";

import { PhoneInput } from "../../components/phone-input";
import { type Action, type Choice, withAction } from "../menu";

const ACTIONS: Record<Action, string> = { forward: "Rings at a phone", voicemail: "Takes a message", say: "Says a text" };

interface Props {
  /** The key. */
  its: string;
  choice: Choice;
  free: string[];
  onKey: (key: string) => void;
  onChange: (choice: Choice) => void;
  onRemove: (() => void) | undefined;
}

/** Where a key of the menu leads. */
export function MenuChoice({ its, choice, free, onKey, onChange, onRemove }: Props) {
  return (
    <li className="grid grid-cols-[5rem_1fr] items-start gap-3 rounded-lg bg-sunken p-3 max-sm:[&>:nth-child(n+3)]:col-span-2 sm:grid-cols-[5rem_11rem_1fr_auto]">
      <Field label="Key">
        <Select value={its} onChange={(event) => onKey(event.target.value)}>
          {[its, ...free].map((key) => (
            <option key={key}>{key}</option>
          ))}
        </Select>
      </Field>
      {onRemove ? (
        <IconButton label={`Remove key ${its}`} className="mt-6 justify-self-end sm:order-last" onClick={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      ) : (
        <span className="sm:order-last" />
      )}
      <Field label={`What ${its} does`}>
        <Select value={choice.action} onChange={(event) => onChange(withAction(event.target.value as Action, choice))}>
          {Object.entries(ACTIONS).map(([action, name]) => (
            <option key={action} value={action}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {choice.action === "forward" && (
        <Field label={`Phone for ${its}`}>
          <PhoneInput value={choice.number} onChange={(number) => onChange({ action: "forward", number })} />
        </Field>
      )}
      {choice.action === "say" && (
        <Field label={`Text for ${its}`}>
          <Input dir="auto" maxLength={4000} value={choice.text} onChange={(event) => onChange({ action: "say", text: event.target.value })} />
        </Field>
      )}
      {choice.action === "voicemail" && <span className="max-sm:hidden" />}
    </li>
  );
}

import { X } from "lucide-react";

import type { Channel } from "@/api/types";
import { Field, Input, Select } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";

/** A number as it was typed. */
export interface TypedNumber {
  channel: Channel;
  text: string;
  error?: string | undefined;
}

interface Props {
  label: string;
  number: TypedNumber;
  onChange: (next: Partial<TypedNumber>) => void;
  onRemove: (() => void) | undefined;
}

/** A number, and by which channel somebody has it. */
export function NumberField({ label, number, onChange, onRemove }: Props) {
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <Field label={label} error={number.error}>
          <Input type="tel" value={number.text} autoComplete="off" placeholder="+1 555 019 0001" onChange={(event) => onChange({ text: event.target.value })} />
        </Field>
      </div>
      <div className="w-32">
        <Field label="By">
          <Select value={number.channel} onChange={(event) => onChange({ channel: event.target.value as Channel })}>
            <option value="sms">Phone</option>
            <option value="whatsapp">WhatsApp</option>
          </Select>
        </Field>
      </div>
      {onRemove && (
        <IconButton label={`Remove ${label.toLowerCase()}`} onClick={onRemove} className="mt-6">
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

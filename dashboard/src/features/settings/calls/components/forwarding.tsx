import { Field, Input } from "@/ui/field";
import { Switch } from "@/ui/switch";

import { PhoneInput } from "../../components/phone-input";
import { Section } from "../../components/section";
import type { Form } from "../use-form";

/** Whether calls ring at a phone of the tenant's, and are recorded there. */
export function Forwarding({ form: { value, set, errorOf } }: { form: Form }) {
  return (
    <Section title="Your phone">
      <Switch
        label="Forward calls to a phone"
        hint="Whoever picks up presses 1, so that a mailbox is not taken for an answer."
        checked={value.call_forwarding_enabled}
        onChange={(call_forwarding_enabled) => set({ call_forwarding_enabled })}
      />
      {value.call_forwarding_enabled && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Phone" hint="Not one of your numbers here." error={errorOf("call_forwarding_number")}>
            <PhoneInput value={value.call_forwarding_number ?? ""} onChange={(number) => set({ call_forwarding_number: number || null })} />
          </Field>
          <Field label="Rings for (seconds)" hint="5 to 60." error={errorOf("forwarding_timeout")}>
            <Input
              type="number"
              min={5}
              max={60}
              value={Number.isNaN(value.forwarding_timeout) ? "" : value.forwarding_timeout}
              onChange={(event) => set({ forwarding_timeout: event.target.valueAsNumber })}
            />
          </Field>
        </div>
      )}
      <Switch label="Record calls that are taken" checked={value.recording_enabled} onChange={(recording_enabled) => set({ recording_enabled })} />
      {value.recording_enabled && (
        <Switch
          label="Tell both that it is recorded"
          hint="In many places the law wants it."
          checked={value.recording_notice_enabled}
          onChange={(recording_notice_enabled) => set({ recording_notice_enabled })}
        />
      )}
    </Section>
  );
}

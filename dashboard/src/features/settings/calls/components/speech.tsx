import { Field, Select } from "@/ui/field";

import { Section } from "../../components/section";
import { LANGUAGES, languageName, voiceName, voicesOf } from "../voices";
import type { Form } from "../use-form";

/** Zones by their names, and whatever is saved. */
const zones = (saved: string) => [...new Set(["UTC", saved, ...Intl.supportedValuesOf("timeZone")])];

/** Who reads out, in which language; and the time zone. */
export function Speech({ form: { value, set, errorOf } }: { form: Form }) {
  return (
    <Section title="Voice and time zone">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Language" hint="Of the sentences that callers hear." error={errorOf("language")}>
          <Select
            value={value.language}
            onChange={(event) => {
              const language = LANGUAGES.find((each) => each === event.target.value) ?? value.language;
              set({ language, voice: voicesOf(language)[0] ?? value.voice });
            }}
          >
            {LANGUAGES.map((language) => (
              <option key={language} value={language}>
                {languageName(language)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Voice" error={errorOf("voice")}>
          <Select value={value.voice} onChange={(event) => set({ voice: voicesOf(value.language).find((voice) => voice === event.target.value) ?? value.voice })}>
            {voicesOf(value.language).map((voice) => (
              <option key={voice} value={voice}>
                {voiceName(voice)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Time zone" hint="Of your business." error={errorOf("time_zone")}>
          <Select value={value.time_zone} onChange={(event) => set({ time_zone: event.target.value })}>
            {zones(value.time_zone).map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
        </Field>
      </div>
    </Section>
  );
}

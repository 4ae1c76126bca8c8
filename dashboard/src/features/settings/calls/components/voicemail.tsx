import { Switch } from "@/ui/switch";

import { Section } from "../../components/section";
import type { Form } from "../use-form";

/** Whether callers can leave a message when nobody answers. */
export function VoicemailSettings({ form: { value, set } }: { form: Form }) {
  return (
    <Section title="Voicemail">
      <Switch
        label="Take messages when nobody answers"
        hint="After the greeting, two minutes at most."
        checked={value.voicemail_enabled}
        onChange={(voicemail_enabled) => set({ voicemail_enabled })}
      />
      {(value.voicemail_enabled || value.menu) && (
        <Switch
          label="Write messages down"
          hint="English ones alone. You see the text beside the recording."
          checked={value.voicemail_transcription_enabled}
          onChange={(voicemail_transcription_enabled) => set({ voicemail_transcription_enabled })}
        />
      )}
    </Section>
  );
}

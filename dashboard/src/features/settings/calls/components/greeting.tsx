import { Upload } from "lucide-react";
import { useRef, useState } from "react";

import { AudioPlayer } from "@/parts/audio-player";
import { Button } from "@/ui/button";
import { Field, TextArea } from "@/ui/field";

import { Section } from "../../components/section";
import { useReplaceGreeting } from "../api/greeting";
import { sentence } from "../sentences";
import type { Form } from "../use-form";

const MOST = 4 * 1024 * 1024;

function refused({ type, size, name }: File): string | undefined {
  if (!/^audio\/(mpeg|mp3|wav|x-wav|wave|vnd\.wave)$/.test(type)) return `${name} is neither MP3 nor WAV. Convert it, and try again.`;
  return size > MOST ? `${name} has more than 4 MB. Make it shorter.` : undefined;
}

/** What callers hear when nobody answers: audio, or words that are read out. */
export function Greeting({ form: { value, set, errorOf }, may }: { form: Form; may: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const replace = useReplaceGreeting();
  const [wrong, setWrong] = useState<string>();
  const said = wrong ?? replace.error?.message;
  const choose = (file: File | undefined) => {
    if (!file) return;
    const reason = refused(file);
    setWrong(reason);
    if (!reason) replace.mutate(new File([file], file.name, { type: /mpeg|mp3/.test(file.type) ? "audio/mpeg" : "audio/wav" }));
  };
  return (
    <Section title="Greeting" about="Heard when nobody answers.">
      {value.greeting_url ? (
        <>
          <AudioPlayer url={value.greeting_url} seconds={null} label="Greeting" />
          <p className="text-sm text-muted">Callers hear this recording. Remove it to have a text read out.</p>
        </>
      ) : (
        <Field label="Text that is read out" hint={`Empty: “${sentence(value.voicemail_enabled ? "leave-message" : "try-later", value.language)}”`} error={errorOf("greeting_text")}>
          <TextArea dir="auto" maxLength={4000} value={value.greeting_text ?? ""} onChange={(event) => set({ greeting_text: event.target.value || null })} />
        </Field>
      )}
      {said && (
        <p role="alert" className="text-sm text-danger">
          {said}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <input ref={input} type="file" hidden accept="audio/mpeg,audio/wav" aria-label="Audio file" onChange={({ target }) => { choose(target.files?.[0]); target.value = ""; }} />
        <Button icon={<Upload aria-hidden />} disabled={!may} busy={replace.isPending} onClick={() => input.current?.click()}>
          {value.greeting_url ? "Upload another recording" : "Upload a recording"}
        </Button>
        {value.greeting_url && (
          <Button look="quiet" disabled={!may || replace.isPending} onClick={() => replace.mutate(undefined)}>
            Remove the recording
          </Button>
        )}
      </div>
      <p className="text-xs text-muted">MP3 or WAV, 4 MB at most. It is heard as soon as it is uploaded.</p>
    </Section>
  );
}

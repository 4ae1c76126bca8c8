import { Pencil } from "lucide-react";
import { type SyntheticEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";

import { useMay } from "@/auth/context";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";

interface Props {
  label: string;
  value: string | null;
  /** What stands there without a value. */
  instead?: string | undefined;
  onSave: (value: string | null) => Promise<unknown>;
}

/** A value with a way to change it where it stands. */
export function EditInPlace({ label, value, instead, onSave }: Props) {
  const may = useMay("agent");
  const [text, setText] = useState<string>();
  const pencil = useRef<HTMLButtonElement>(null);
  const end = () => {
    flushSync(() => setText(undefined));
    pencil.current?.focus();
  };
  if (text !== undefined) return <Form label={label} text={text} onText={setText} onSave={onSave} onEnd={end} />;
  return (
    <div className="flex items-center gap-2">
      <p className="min-w-0 flex-1">
        <span className="block text-xs text-muted">{label}</span>
        <span className={value ? "block truncate" : "block truncate text-muted"}>{value ?? instead ?? "None"}</span>
      </p>
      {may && (
        <IconButton ref={pencil} label={`Change ${label.toLowerCase()}`} onClick={() => setText(value ?? "")}>
          <Pencil aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

interface FormProps extends Pick<Props, "label" | "onSave"> {
  text: string;
  onText: (text: string) => void;
  onEnd: () => void;
}

function Form({ label, text, onText, onSave, onEnd }: FormProps) {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await onSave(text.trim() || null);
      onEnd();
    } catch (refused) {
      setError(refused instanceof Error ? refused.message : String(refused));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-2">
      <Field label={label} error={error}>
        <Input value={text} maxLength={128} autoComplete="off" autoFocus onChange={(event) => onText(event.target.value)} onKeyDown={(event) => event.key === "Escape" && onEnd()} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button size="small" onClick={onEnd}>
          Cancel
        </Button>
        <Button size="small" look="primary" type="submit" busy={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}

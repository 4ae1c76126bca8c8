import type { Preferences } from "@/api/types";
import { useMay } from "@/auth/context";
import { usePreferences } from "@/parts/preferences";

import { LeaveGuard } from "../components/leave-guard";
import { Loaded, Part } from "../components/part";
import { SaveBar } from "../components/save-bar";
import { Forwarding } from "./components/forwarding";
import { Greeting } from "./components/greeting";
import { MenuEditor } from "./components/menu-editor";
import { Preview } from "./components/preview";
import { Speech } from "./components/speech";
import { VoicemailSettings } from "./components/voicemail";
import { usePreferencesForm } from "./use-form";

/** How calls are answered. */
export function CallsPart() {
  return <Loaded query={usePreferences()}>{(saved) => <Calls saved={saved} />}</Loaded>;
}

function Calls({ saved }: { saved: Preferences }) {
  const may = useMay("owner");
  const { form, save, discard, isDirty, busy, error } = usePreferencesForm(saved);
  return (
    <div className="mx-auto grid max-w-6xl items-start xl:grid-cols-[minmax(0,1fr)_24rem]">
      <Part title="Calls" about="What happens when somebody calls one of your numbers." readOnly={!may}>
        <fieldset disabled={!may} className="flex flex-col gap-4">
          <Forwarding form={form} />
          <VoicemailSettings form={form} />
          <Greeting form={form} may={may} />
          <MenuEditor form={form} />
          <Speech form={form} />
        </fieldset>
        <SaveBar shown={isDirty} busy={busy} error={error} onSave={save} onDiscard={discard} />
      </Part>
      <Preview saved={saved} isDirty={isDirty} />
      <LeaveGuard unsaved={isDirty} />
    </div>
  );
}

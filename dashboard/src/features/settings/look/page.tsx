import { useState } from "react";

import { useLocalSetting } from "@/parts/local-settings";
import { setTheme, useTheme } from "@/parts/theme";
import { Field, Select } from "@/ui/field";
import { Switch } from "@/ui/switch";

import { Part } from "../components/part";
import { Section } from "../components/section";

/** How the page tells of what is new, writes, and looks, in this browser. */
export function LookPart() {
  return (
    <Part title="Notifications and look" about="For you, in this browser.">
      <Notices />
      <Writing />
      <Look />
    </Part>
  );
}

const REFUSED = "Your browser does not allow it. Allow notifications for this page in the browser's settings.";

function Notices() {
  const [sound, setSound] = useLocalSetting("sound");
  const [desktop, setDesktop] = useLocalSetting("desktop");
  const known = "Notification" in window;
  const [permission, setPermission] = useState(known ? Notification.permission : "denied");
  const turn = async (on: boolean) => {
    if (!on) return setDesktop(false);
    const answer = await Notification.requestPermission();
    setPermission(answer);
    setDesktop(answer === "granted");
  };
  return (
    <Section title="When something comes in" about="Not for what you look at.">
      <Switch label="Play a sound" checked={sound} onChange={setSound} />
      <Switch
        label="Show it on the desktop"
        hint={permission === "denied" ? REFUSED : "Also while this page is behind others."}
        checked={desktop && permission === "granted"}
        disabled={permission === "denied"}
        onChange={(on) => void turn(on)}
      />
    </Section>
  );
}

function Writing() {
  const [sendWith, setSendWith] = useLocalSetting("sendWith");
  return (
    <Section title="Writing">
      <Switch
        label="Send with Enter"
        hint={sendWith === "enter" ? "Shift and Enter begin a new line." : "Enter begins a new line; Ctrl or ⌘ and Enter send."}
        checked={sendWith === "enter"}
        onChange={(on) => setSendWith(on ? "enter" : "mod+enter")}
      />
    </Section>
  );
}

function Look() {
  const theme = useTheme();
  const choose = (value: string) => setTheme(value === "light" || value === "dark" ? value : undefined);
  return (
    <Section title="Look">
      <Field label="Theme">
        <Select value={theme ?? ""} onChange={(event) => choose(event.target.value)}>
          <option value="">As the device</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </Select>
      </Field>
    </Section>
  );
}

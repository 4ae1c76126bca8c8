import { Bell, BellOff } from "lucide-react";

import { useLocalSetting } from "@/parts/local-settings";
import { IconButton } from "@/ui/icon-button";
import { Menu, MenuCheck, MenuLabel } from "@/ui/menu";
import { useToasts } from "@/ui/toast";

/** How this browser tells of texts that come in. The browser is asked only when somebody wants that. */
export function NotifyMenu() {
  const [sound, setSound] = useLocalSetting("sound");
  const [desktop, setDesktop] = useLocalSetting("desktop");
  const toasts = useToasts();
  const turnDesktop = async () => {
    if (desktop) return setDesktop(false);
    if (!("Notification" in window)) return toasts.fail("This browser shows no notifications.");
    const allowed = await Notification.requestPermission();
    if (allowed === "granted") setDesktop(true);
    else toasts.fail("The browser does not allow it. Allow notifications of this page in its settings.");
  };
  const Icon = sound || desktop ? Bell : BellOff;
  return (
    <Menu
      trigger={
        <IconButton label="Notifications">
          <Icon aria-hidden />
        </IconButton>
      }
    >
      <MenuLabel>When a text comes in</MenuLabel>
      <MenuCheck checked={sound} onChange={() => setSound(!sound)}>
        Play a sound
      </MenuCheck>
      <MenuCheck checked={desktop} onChange={() => void turnDesktop()}>
        Show it on the desktop
      </MenuCheck>
    </Menu>
  );
}

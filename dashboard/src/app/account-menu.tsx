import { LogOut, Moon, Smartphone, Sun, SunMoon } from "lucide-react";

import { useSignedIn } from "@/auth/context";
import { Avatar } from "@/ui/avatar";
import { Menu, MenuItem, MenuLabel, MenuLine } from "@/ui/menu";

import { setTheme } from "@/parts/theme";

/** Who is signed in, how the page looks, and the way out. */
export function AccountMenu() {
  const { person } = useSignedIn();
  return (
    <div className="mt-auto">
      <Menu
        align="start"
        trigger={
          <button type="button" className="flex w-full items-center gap-2.5 rounded-lg p-1 text-start hover:bg-sunken">
            <Avatar name={person.name} seed={person.user} small />
            <span className="min-w-0 max-lg:sr-only">
              <span className="block truncate text-sm font-medium">{person.name}</span>
              <span className="block text-xs text-muted">{person.role}</span>
            </span>
          </button>
        }
      >
        <AccountItems />
      </Menu>
    </div>
  );
}

/** What the menu offers, also at the bottom of a phone. */
export function AccountItems() {
  const { session, config } = useSignedIn();
  return (
    <>
      <MenuLabel>Look</MenuLabel>
      <MenuItem icon={<Sun aria-hidden />} onSelect={() => setTheme("light")}>
        Light
      </MenuItem>
      <MenuItem icon={<Moon aria-hidden />} onSelect={() => setTheme("dark")}>
        Dark
      </MenuItem>
      <MenuItem icon={<SunMoon aria-hidden />} onSelect={() => setTheme(undefined)}>
        As the device
      </MenuItem>
      <MenuLine />
      {config.local && (
        <MenuItem icon={<Smartphone aria-hidden />} onSelect={() => void window.open("/phone", "phone")}>
          Phones of the local run
        </MenuItem>
      )}
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void session.signOut()}>
        Sign out
      </MenuItem>
    </>
  );
}

import { useNavigate } from "@tanstack/react-router";
import { Moon, Sun } from "lucide-react";
import { useState } from "react";

import { useShortcuts } from "@/keys/use-shortcuts";

import { PAGES } from "./pages";
import { PaletteDialog, type PaletteEntry } from "./palette-dialog";
import { usePeople } from "./palette-people";
import { setTheme } from "@/parts/theme";

/** ⌘K: to a page, to a person, to an action, by typing. */
export function Palette() {
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const people = usePeople(open ? text : "");
  useShortcuts("Everywhere", { "mod+k": ["Find a page, a person, an action", () => setOpen(true)] });
  const close = () => {
    setOpen(false);
    setText("");
  };
  const fixed: PaletteEntry[] = [
    ...PAGES.map(({ to, name, Icon }) => ({ id: to, name, Icon, run: () => void navigate({ to }) })),
    { id: "light", name: "Light theme", Icon: Sun, run: () => setTheme("light") },
    { id: "dark", name: "Dark theme", Icon: Moon, run: () => setTheme("dark") },
  ];
  const wanted = text.trim().toLowerCase();
  const entries = [...fixed.filter(({ name }) => name.toLowerCase().includes(wanted)), ...people];
  return <PaletteDialog open={open} text={text} onText={setText} entries={entries} onClose={close} />;
}

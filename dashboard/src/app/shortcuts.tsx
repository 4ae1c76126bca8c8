import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";

import { allShortcuts, onKey } from "@/keys/shortcuts";
import { shownKey } from "@/keys/shown";
import { useShortcuts } from "@/keys/use-shortcuts";
import { Dialog } from "@/ui/dialog";

import { PAGES } from "./pages";

/** Listens to keys, and lists them on `?`. */
export function Shortcuts() {
  const navigate = useNavigate();
  const [shown, setShown] = useState(false);
  const pages = PAGES.map(({ key, name, to }) => [`g ${key}`, [name, () => void navigate({ to })]] as const);
  useShortcuts("Go to", Object.fromEntries(pages) as Record<string, [string, () => void]>);
  useShortcuts("Everywhere", { "?": ["This list", () => setShown(true)] });
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <Dialog title="Keys" open={shown} onClose={() => setShown(false)}>
      <List />
    </Dialog>
  );
}

function List() {
  const groups = Object.entries(Object.groupBy(allShortcuts(), ({ group }) => group));
  return groups.map(([group, shortcuts]) => (
    <section key={group} className="mt-3">
      <h3 className="mb-1 text-sm font-semibold text-muted">{group}</h3>
      <dl className="grid grid-cols-[1fr_auto] gap-y-1.5">
        {shortcuts?.map(({ keys, does }) => (
          <div key={keys} className="contents">
            <dt>{does}</dt>
            <dd className="flex justify-end gap-1">
              {keys.split(" ").map((key) => (
                <kbd key={key} className="rounded border border-line-strong/60 bg-sunken px-1.5 text-sm">
                  {shownKey(key)}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

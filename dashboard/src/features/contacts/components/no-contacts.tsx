import { Users } from "lucide-react";

import { useMay } from "@/auth/context";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";

/** Where there is nobody: why, and what to do next. */
export function NoContacts({ isSearch, onAdd }: { isSearch: boolean; onAdd: (how: "one" | "file") => void }) {
  const may = useMay("agent");
  if (isSearch) return <Empty title="Nobody fits">Try a part of a name, a number or a reference.</Empty>;
  return (
    <Empty icon={<Users aria-hidden />} title="No contacts yet">
      <p>Everybody who writes or calls is listed here.</p>
      {may && (
        <div className="mt-4 flex flex-wrap justify-center gap-2">
          <Button onClick={() => onAdd("one")}>New contact</Button>
          <Button onClick={() => onAdd("file")}>Take in a file</Button>
        </div>
      )}
    </Empty>
  );
}

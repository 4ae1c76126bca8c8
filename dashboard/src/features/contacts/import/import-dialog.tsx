import { useState } from "react";

import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

import { useImports } from "../api/imports";
import { ChooseFile } from "./choose-file";
import { ImportState } from "./import-state";

/** Takes contacts from a file: sends it, says how far it is, and which lines were not taken. */
export function ImportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title="Contacts from a file" open={open} onClose={onClose} footer={<Button onClick={onClose}>Close</Button>}>
      <Content />
    </Dialog>
  );
}

function Content() {
  const { data: imports } = useImports();
  const [begun, setBegun] = useState<string>();
  const running = imports?.items.find(({ state }) => state === "queued" || state === "running");
  const shown = begun ?? running?.import_id ?? imports?.items[0]?.import_id;
  return (
    <div className="flex flex-col gap-4">
      <ChooseFile onBegun={setBegun} />
      {shown && <ImportState id={shown} isOwn={shown === begun} />}
    </div>
  );
}

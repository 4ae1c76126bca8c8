import { type DragEvent, useId, useState } from "react";

import { Banner } from "@/ui/banner";
import { Spinner } from "@/ui/spinner";

import { useImportContacts } from "../api/import-contacts";

/** What the API takes. */
const MOST = 4 * 1024 * 1024;

/** A file by button or by drop. */
export function ChooseFile({ onBegun }: { onBegun: (id: string) => void }) {
  const send = useImportContacts();
  const [error, setError] = useState<string>();
  const id = useId();
  const take = (file: File | undefined) => {
    if (!file || send.isPending) return;
    if (file.size > MOST) return setError("The file is larger than 4 MB. Split it.");
    setError(undefined);
    send.mutate(file, { onSuccess: ({ import_id }) => onBegun(import_id) });
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  const said = error ?? send.error?.message;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">
        A CSV file in UTF-8, with commas. The first line names the columns: <code>phone_number</code>, and if you like <code>name</code> and <code>lead_id</code>. Sending a file again does no harm.
      </p>
      <div onDragOver={(event) => event.preventDefault()} onDrop={onDrop} className="flex flex-col items-center gap-2 rounded-xl border border-dashed border-line-strong p-5 text-center">
        <label htmlFor={id} className="text-sm">
          Choose a file, or drop it here
        </label>
        <input
          id={id}
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = "";
          }}
          className="max-w-full text-sm file:me-3 file:min-h-10 file:cursor-pointer file:rounded-lg file:border-0 file:bg-accent file:px-4 file:font-medium file:text-on-accent"
        />
        {send.isPending && <Spinner label="Sending" />}
      </div>
      {said && <Banner tone="danger">{said}</Banner>}
    </div>
  );
}

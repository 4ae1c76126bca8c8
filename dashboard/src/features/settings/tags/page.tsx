import { Plus, Tag as TagIcon } from "lucide-react";
import { useState } from "react";

import { useMay } from "@/auth/context";
import { useTags } from "@/parts/tags";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { useToasts } from "@/ui/toast";

import { LeaveGuard } from "../components/leave-guard";
import { Loaded, Part } from "../components/part";
import { SaveBar } from "../components/save-bar";
import { type Tag, useReplaceTags } from "./api/tags";
import { TagRow } from "./tag-row";

/** Colours for new tags, one after the other. */
const COLORS = ["#0b6b5b", "#b3261e", "#7a4b00", "#40308c", "#1c6b38", "#74204f"];

/** Tags for conversations. */
export function TagsPart() {
  return <Loaded query={useTags()}>{({ items }) => <Tags saved={items} />}</Loaded>;
}

interface Row extends Tag {
  id: number;
}

const rowsOf = (tags: Tag[]): Row[] => tags.map((tag, id) => ({ ...tag, id }));

function Tags({ saved }: { saved: Tag[] }) {
  const may = useMay("owner");
  const toasts = useToasts();
  const replacing = useReplaceTags();
  const [rows, setRows] = useState<Row[]>(() => rowsOf(saved));
  const tags = rows.map(({ name, color }) => ({ name: name.trim(), color }));
  const isDirty = JSON.stringify(tags) !== JSON.stringify(saved);
  const change = (id: number, patch: Partial<Tag>) => setRows(rows.map((row) => (row.id === id ? { ...row, ...patch } : row)));
  const move = (index: number, to: number) => {
    const moved = rows[index];
    if (moved) setRows(rows.toSpliced(index, 1).toSpliced(to, 0, moved));
  };
  const add = () => setRows([...rows, { id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, name: "", color: COLORS[rows.length % COLORS.length] ?? "#0b6b5b" }]);
  const [tried, setTried] = useState(false);
  const lacks = tags.some(({ name }) => !name);
  const saveAll = () => {
    setTried(lacks);
    if (lacks) return;
    replacing.mutate(tags, {
      onSuccess: ({ items }) => {
        // What was changed meanwhile is not saved yet.
        setRows((now) => (now === rows ? rowsOf(items) : now));
        toasts.say("Tags saved.");
      },
    });
  };
  const action = may && (
    <Button look="primary" icon={<Plus aria-hidden />} onClick={add}>
      Add a tag
    </Button>
  );
  return (
    <Part title="Tags" about="What conversations can be marked with, in the order in which they are offered." action={action} readOnly={!may}>
      {rows.length === 0 ? (
        <Empty icon={<TagIcon aria-hidden />} title="No tags yet">
          Add one, such as “Order” or “Complaint”.
        </Empty>
      ) : (
        <fieldset disabled={!may}>
          <ul aria-label="Tags" className="flex flex-col gap-2">
            {rows.map((row, index) => (
              <TagRow
                key={row.id}
                tag={row}
                onChange={(patch) => change(row.id, patch)}
                onUp={index > 0 ? () => move(index, index - 1) : undefined}
                onDown={index < rows.length - 1 ? () => move(index, index + 1) : undefined}
                onRemove={() => setRows(rows.filter(({ id }) => id !== row.id))}
              />
            ))}
          </ul>
        </fieldset>
      )}
      <SaveBar shown={isDirty} busy={replacing.isPending} error={tried && lacks ? "Each tag needs a name." : replacing.error?.message} onDiscard={() => setRows(rowsOf(saved))} onSave={saveAll} />
      <LeaveGuard unsaved={isDirty} />
    </Part>
  );
}

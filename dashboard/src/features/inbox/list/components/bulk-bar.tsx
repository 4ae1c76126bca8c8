import { Check, CheckCheck, Mail, MailOpen, Tag, Undo2, UserPlus, X } from "lucide-react";
import type { ReactNode } from "react";

import type { Thread } from "@/api/types";
import { useTags } from "@/parts/tags";
import { IconButton } from "@/ui/icon-button";
import { Menu, MenuItem } from "@/ui/menu";

import type { Change } from "../change";
import type { Progress } from "../use-changes";

interface Props {
  threads: Thread[];
  /** Who conversations can be assigned to; the user first. */
  colleagues: string[];
  progress: Progress | undefined;
  onChange: (changeOf: (thread: Thread) => Change, said: string) => void;
  onClear: () => void;
}

/** What can be done to the conversations that are selected. */
export function BulkBar({ threads, colleagues, progress, onChange, onClear }: Props) {
  const tags = useTags().data?.items ?? [];
  const busy = progress !== undefined;
  const all = (change: Change, said: string) => () => onChange(() => change, said);
  const act = (label: string, icon: ReactNode, change: Change, said: string) => (
    <IconButton label={label} disabled={busy} onClick={all(change, said)}>
      {icon}
    </IconButton>
  );
  return (
    <div role="toolbar" aria-label="Selected conversations" className="flex h-11 shrink-0 items-center border-b border-line bg-accent-soft ps-4 pe-1">
      <p role="status" className="me-auto text-sm font-medium whitespace-nowrap">
        {progress ? `${progress.done} of ${progress.total}` : `${threads.length} selected`}
      </p>
      {threads.some(({ status }) => status === "open") && act("Done", <Check aria-hidden />, { kind: "status", status: "done" }, "Done")}
      {threads.some(({ status }) => status === "done") && act("Reopen", <Undo2 aria-hidden />, { kind: "status", status: "open" }, "Reopened")}
      {threads.some(({ unread_count }) => unread_count > 0)
        ? act("Mark read", <MailOpen aria-hidden />, { kind: "read" }, "Marked read")
        : act("Mark unread", <Mail aria-hidden />, { kind: "unread" }, "Marked unread")}
      <Menu
        trigger={
          <IconButton label="Assign" disabled={busy}>
            <UserPlus aria-hidden />
          </IconButton>
        }
      >
        {colleagues.map((user, index) => (
          <MenuItem key={user} onSelect={all({ kind: "assign", user }, `Assigned to ${user}`)}>
            {index === 0 ? `Me (${user})` : user}
          </MenuItem>
        ))}
        <MenuItem onSelect={all({ kind: "assign", user: null }, "Assigned to nobody")}>Nobody</MenuItem>
      </Menu>
      <Menu
        trigger={
          <IconButton label="Tag" disabled={busy}>
            <Tag aria-hidden />
          </IconButton>
        }
      >
        {tags.length === 0 && <p className="px-3 py-2 text-sm text-muted">No tags yet. Make some in the settings.</p>}
        {tags.map(({ name }) => (
          <TagItem key={name} name={name} threads={threads} onChange={onChange} />
        ))}
      </Menu>
      <IconButton label="Select none" disabled={busy} onClick={onClear}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}

/** Gives all the tag, or takes it away where all have it. */
function TagItem({ name, threads, onChange }: { name: string } & Pick<Props, "threads" | "onChange">) {
  const everywhere = threads.every(({ tags }) => tags.includes(name));
  const next = ({ tags }: Thread) => (everywhere ? tags.filter((tag) => tag !== name) : [...new Set([...tags, name])]);
  const said = everywhere ? `Without the tag ${name}` : `Tagged ${name}`;
  return (
    <MenuItem icon={everywhere ? <CheckCheck aria-hidden /> : undefined} onSelect={() => onChange((thread) => ({ kind: "tags", tags: next(thread) }), said)}>
      {name}
    </MenuItem>
  );
}

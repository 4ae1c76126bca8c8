import { Pencil, Plus, SquareSlash, Trash2 } from "lucide-react";
import { useState } from "react";

import type { Snippet } from "@/api/types";
import { useMay } from "@/auth/context";
import { useSnippets } from "@/parts/snippets";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { IconButton } from "@/ui/icon-button";

import { ConfirmDialog } from "../components/confirm-dialog";
import { Loaded, Part } from "../components/part";
import { useDeleteSnippet } from "./api/snippets";
import { SnippetDialog } from "./snippet-dialog";

/** Texts that people put into messages by `/`. */
export function SnippetsPart() {
  const may = useMay("owner");
  const query = useSnippets();
  const [edited, setEdited] = useState<Snippet | "new">();
  const [doomed, setDoomed] = useState<Snippet>();
  const deleting = useDeleteSnippet();
  const add = may && (
    <Button look="primary" icon={<Plus aria-hidden />} onClick={() => setEdited("new")}>
      Add a snippet
    </Button>
  );
  return (
    <Part title="Snippets" about="Texts that you write often. Type / in a conversation to put one in." action={add} readOnly={!may}>
      <Loaded query={query}>
        {(snippets) =>
          snippets.length === 0 ? (
            <Empty icon={<SquareSlash aria-hidden />} title="No snippets yet">
              Add the answer that you give most often.
            </Empty>
          ) : (
            <ul aria-label="Snippets" className="divide-y divide-line rounded-xl border border-line">
              {snippets.map((snippet) => (
                <li key={snippet.snippet_id} className="flex items-start gap-2 p-3">
                  <div className="min-w-0 flex-1">
                    <p className="font-medium">{snippet.name}</p>
                    <p className="line-clamp-3 text-sm whitespace-pre-line text-muted">{snippet.text}</p>
                  </div>
                  {may && (
                    <>
                      <IconButton label={`Edit ${snippet.name}`} onClick={() => setEdited(snippet)}>
                        <Pencil aria-hidden />
                      </IconButton>
                      <IconButton label={`Delete ${snippet.name}`} onClick={() => setDoomed(snippet)}>
                        <Trash2 aria-hidden />
                      </IconButton>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <SnippetDialog edited={edited} onClose={() => setEdited(undefined)} />
      <ConfirmDialog
        title="Delete this snippet?"
        does="Delete the snippet"
        open={doomed !== undefined}
        busy={deleting.isPending}
        error={deleting.error}
        onClose={() => setDoomed(undefined)}
        onConfirm={() => doomed && deleting.mutate(doomed.snippet_id, { onSuccess: () => setDoomed(undefined) })}
      >
        <p>“{doomed?.name}” is gone for everybody. Messages that were sent with it stay.</p>
      </ConfirmDialog>
    </Part>
  );
}

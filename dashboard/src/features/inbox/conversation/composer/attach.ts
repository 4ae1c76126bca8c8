import type { Patchbay } from "patchbay-client";

import { upload } from "./api/upload";
import { changeDraft, draftOf } from "./drafts";
import { type DraftFile, isPicture, refusedFile, typeOf } from "./files";

/** An upload that is in no message is kept for a day; an hour less is safe. */
const KEPT = 23 * 3_600_000;

/** What is on its way or failed, to be ended or tried again. */
const uploads = new Map<string, { file: File; ending: AbortController }>();

/** Begins to upload files for a draft. Answers why some of them cannot be sent. */
export function attach(api: Patchbay, id: string, files: Iterable<File>): string[] {
  const refused: string[] = [];
  for (const file of files) {
    const reason = refusedFile(file, draftOf(id).files);
    const type = typeOf(file);
    if (reason || !type) {
      refused.push(reason ?? "");
      continue;
    }
    const made: DraftFile = { id: crypto.randomUUID(), name: file.name || "picture", type, size: file.size };
    if (isPicture(made)) made.preview = URL.createObjectURL(file);
    changeDraft(id, (draft) => ({ files: [...draft.files, made] }));
    void begin(api, id, made, file);
  }
  return refused;
}

/** Tries an upload again that has failed. */
export function tryAgain(api: Patchbay, id: string, made: DraftFile) {
  const before = uploads.get(made.id);
  if (before) void begin(api, id, made, before.file);
}

export function detach(id: string, { id: fileId, preview }: DraftFile) {
  uploads.get(fileId)?.ending.abort();
  uploads.delete(fileId);
  changeDraft(id, (draft) => ({ files: draft.files.filter((file) => file.id !== fileId) }));
  if (preview) URL.revokeObjectURL(preview);
}

async function begin(api: Patchbay, id: string, made: DraftFile, file: File) {
  const ending = new AbortController();
  uploads.set(made.id, { file, ending });
  const change = (patch: Partial<DraftFile>) =>
    changeDraft(id, (draft) => ({ files: draft.files.map((each) => (each.id === made.id ? { ...each, ...patch } : each)) }));
  change({ progress: 0, failure: undefined });
  try {
    const onProgress = (progress: number) => change({ progress });
    const mediaUrl = await upload(api, { file, type: made.type, onProgress, signal: ending.signal });
    change({ mediaUrl, until: Date.now() + KEPT, progress: undefined });
    uploads.delete(made.id);
  } catch (error) {
    if (!ending.signal.aborted) change({ failure: error instanceof Error ? error.message : String(error), progress: undefined });
  }
}
